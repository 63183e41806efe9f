// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/topic_settings.hpp"

#include <algorithm>
#include <span>

#include "kafka/admin_request.hpp"

namespace thoth::kafka {
namespace {

std::vector<TopicSetting> settings_of(const rd_kafka_ConfigResource_t* resource) {
  std::size_t count = 0;
  const auto** const entries = rd_kafka_ConfigResource_configs(resource, &count);
  std::vector<TopicSetting> settings;
  for (const auto* const entry : std::span(entries, count)) {
    const char* const value = rd_kafka_ConfigEntry_value(entry);
    settings.push_back({rd_kafka_ConfigEntry_name(entry), value == nullptr ? "" : value,
                        rd_kafka_ConfigEntry_source(entry) != RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG});
  }
  std::sort(settings.begin(), settings.end(),
            [](const TopicSetting& a, const TopicSetting& b) { return a.name < b.name; });
  return settings;
}

}  // namespace

Result<std::vector<std::optional<std::vector<TopicSetting>>>> fetch_settings(Client& client,
                                                                             const std::vector<std::string>& topics,
                                                                             const Wait& wait) {
  std::vector<std::optional<std::vector<TopicSetting>>> reported(topics.size());
  if (topics.empty()) return reported;
  std::vector<ConfigResourceHandle> resources;
  std::vector<rd_kafka_ConfigResource_t*> pointers;
  for (const auto& topic : topics) {
    resources.emplace_back(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
    pointers.push_back(resources.back().get());
  }
  AdminRequest request(client, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, wait);
  rd_kafka_DescribeConfigs(client.get(), pointers.data(), pointers.size(), request.options(), request.queue());
  const EventHandle event = THOTH_TRY(request.answer("describing topics at"));
  const auto code = rd_kafka_event_error(event.get());
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return fail(code_of(code), "describing topics at", client.servers(), rd_kafka_event_error_string(event.get()));
  }
  std::size_t count = 0;
  const auto** const answers =
      rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event.get()), &count);
  for (const auto* const answer : std::span(answers, count)) {
    if (rd_kafka_ConfigResource_error(answer) != RD_KAFKA_RESP_ERR_NO_ERROR) continue;  // not for this user to see
    const auto topic = std::find(topics.begin(), topics.end(), rd_kafka_ConfigResource_name(answer));
    if (topic != topics.end()) reported[static_cast<std::size_t>(topic - topics.begin())] = settings_of(answer);
  }
  return reported;
}

}  // namespace thoth::kafka
