// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/topic_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "thoth/kafka/topic_name.hpp"
#include "thoth/nearest.hpp"

namespace thoth::kafka {
namespace {

constexpr std::size_t names_offered = 3;

bool exists(const std::string& name, const std::vector<kafka::TopicInfo>& on_cluster) {
  return std::any_of(on_cluster.begin(), on_cluster.end(),
                     [&name](const kafka::TopicInfo& topic) { return topic.name == name; });
}

/// The nearest names, the nearest first.
std::vector<std::string> nearest_names(const std::string& typed, const std::vector<kafka::TopicInfo>& on_cluster) {
  std::vector<std::string> names;
  for (const kafka::TopicInfo& topic : on_cluster) {
    if (!is_internal(topic.name)) names.push_back(topic.name);
  }
  std::vector<std::string> near;
  while (near.size() < names_offered) {
    const auto next = nearest(typed, names);
    if (!next) break;
    near.push_back(*next);
    names.erase(std::remove(names.begin(), names.end(), *next), names.end());
  }
  return near;
}

}  // namespace

bool is_internal(std::string_view topic) {
  return topic.starts_with("__");
}

std::string new_topic(std::string_view prefix, std::string_view typed) {
  if (kafka::base_topic(prefix, typed)) return std::string(typed);
  return kafka::full_topic(prefix, typed);
}

std::string resolve_topic(std::string_view prefix, std::string_view typed,
                          const std::vector<kafka::TopicInfo>& on_cluster) {
  std::string full = new_topic(prefix, typed);
  if (exists(full, on_cluster) || !exists(std::string(typed), on_cluster)) return full;
  return std::string(typed);
}

Error missing_topic(std::string_view doing, const std::string& topic, const std::vector<kafka::TopicInfo>& on_cluster) {
  const auto near = nearest_names(topic, on_cluster);
  const std::string advice = near.empty() ? "see thoth-msg topics list, or create it with thoth-msg topics create"
                                          : fmt::format("did you mean {}?", fmt::join(near, " or "));
  return Error{ErrorCode::unreachable, std::string(doing), topic, "no such topic on the cluster", advice};
}

}  // namespace thoth::kafka
