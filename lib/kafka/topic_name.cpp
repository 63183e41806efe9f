// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/topic_name.hpp"

#include "base/cut_text.hpp"
#include "base/terminal_text.hpp"

namespace thoth::kafka {
namespace {

constexpr std::size_t max_topic_name = 249;

constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

/// A refused name as messages show it.
std::string shown(std::string_view name) {
  return terminal_line(cut_text(name, max_topic_name));
}

}  // namespace

std::string full_topic(std::string_view prefix, std::string_view base) {
  if (prefix.empty()) return std::string(base);
  return std::string(prefix).append(".").append(base);
}

std::optional<std::string> base_topic(std::string_view prefix, std::string_view full) {
  if (prefix.empty()) return std::string(full);
  const bool carries =
      full.size() > prefix.size() + 1 && full.substr(0, prefix.size()) == prefix && full[prefix.size()] == '.';
  if (!carries) return std::nullopt;
  return std::string(full.substr(prefix.size() + 1));
}

std::vector<std::string> full_topics(const Catalog& catalog, std::string_view prefix) {
  std::vector<std::string> topics;
  for (const std::string& topic : catalog.topics()) {
    if (catalog.find(topic)->topic_template == nullptr) topics.push_back(full_topic(prefix, topic));
  }
  for (const auto& [topic, schema] : catalog.left_out()) {
    if (schema.topic_template == nullptr) topics.push_back(full_topic(prefix, topic));
  }
  return topics;
}

Result<void> check_topic_name(std::string_view name) {
  constexpr auto advice = "a topic name is 1 to 249 characters of a-z A-Z 0-9 . _ -";
  if (name.empty()) return fail(ErrorCode::usage, "invalid topic name", {}, "it is empty", advice);
  if (name.size() > max_topic_name) {
    return fail(ErrorCode::usage, "invalid topic name", shown(name),
                "it has " + std::to_string(name.size()) + " characters", advice);
  }
  if (name == "." || name == "..") {
    return fail(ErrorCode::usage, "invalid topic name", std::string(name), "Kafka does not allow it");
  }
  const auto wrong = name.find_first_not_of(allowed);
  if (wrong == std::string_view::npos) return {};
  return fail(ErrorCode::usage, "invalid topic name", shown(name),
              "character " + std::to_string(wrong + 1) + " is not allowed", advice);
}

}  // namespace thoth::kafka
