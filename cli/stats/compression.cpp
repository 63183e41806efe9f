// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/compression.hpp"

#include <algorithm>
#include <chrono>

#include "thoth/kafka/admin.hpp"

namespace thoth::cli {
namespace {

/// The report can do without it.
constexpr std::chrono::seconds longest_wait{5};

std::optional<kafka::TopicSetting> compression_in(const kafka::TopicDescription& topic) {
  if (!topic.settings) return std::nullopt;
  const auto found = std::find_if(topic.settings->begin(), topic.settings->end(),
                                  [](const kafka::TopicSetting& one) { return one.name == "compression.type"; });
  if (found == topic.settings->end()) return std::nullopt;
  return *found;
}

}  // namespace

std::vector<std::optional<kafka::TopicSetting>> compression_of(const std::vector<std::string>& topics,
                                                               const kafka::Config& config, const Context& context) {
  std::vector<std::optional<kafka::TopicSetting>> found(topics.size());
  const auto described = kafka::Admin::create(config, context.console.kafka_log()).and_then([&](kafka::Admin&& admin) {
    return admin.describe(topics, context.wait(longest_wait));
  });
  if (!described) {
    context.console.info(described.error().text());
  } else {
    std::transform(described->begin(), described->end(), found.begin(), compression_in);
  }
  return found;
}

}  // namespace thoth::cli
