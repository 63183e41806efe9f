// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/metadata.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include "thoth/kafka/topic_name.hpp"

namespace thoth::kafka {
namespace {

/// What connecting mostly takes at the most. Where it takes longer, others look after callbacks and failures.
constexpr milliseconds time_to_connect{50};

TopicState state_of(rd_kafka_resp_err_t code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR_NO_ERROR:
      return TopicState::exists;
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
      return TopicState::missing;
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
      return TopicState::unauthorized;
    case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
      return TopicState::invalid_name;
    default:
      return TopicState::unavailable;
  }
}

std::vector<std::int32_t> brokers(const std::int32_t* ids, int count) {
  return {ids, ids + count};
}

/// Handles make topics known to the client, so that one request asks for all of them.
Result<std::vector<TopicHandle>> handles_of(Client& client, const std::vector<std::string>& names) {
  std::vector<TopicHandle> handles;
  for (const auto& name : names) {
    if (!check_topic_name(name)) continue;
    handles.emplace_back(rd_kafka_topic_new(client.get(), name.c_str(), nullptr));
    if (!handles.back()) return fail(ErrorCode::internal, "looking up topic", name, words_of(rd_kafka_last_error()));
  }
  return handles;
}

Result<void> connect(Client& client, const Wait& wait) {
  THOTH_TRY(fetch_metadata(client, {}, "connecting to", wait));
  return {};
}

/// What the cluster calls itself; empty where it has not answered by then, or does not say.
std::string cluster_id(const Client& client, milliseconds timeout) {
  char* const id = rd_kafka_clusterid(client.get(), static_cast<int>(timeout.count()));
  std::string result = id == nullptr ? "" : id;
  rd_kafka_mem_free(client.get(), id);
  return result;
}

TopicInfo absent(const std::string& name) {
  const auto legal = check_topic_name(name);
  if (!legal) return {name, TopicState::invalid_name, legal.error().reason, {}};
  return {name, TopicState::missing, words_of(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART), {}};
}

}  // namespace

bool TopicInfo::usable() const {
  return state == TopicState::exists && !partitions.empty() &&
         std::all_of(partitions.begin(), partitions.end(), [](const PartitionInfo& p) { return p.leader >= 0; });
}

Result<MetadataHandle> fetch_metadata(Client& client, MetadataScope scope, const std::string& doing, const Wait& wait,
                                      WhenAllDown when_all_down) {
  Patience patience;
  while (!wait.over()) {
    const rd_kafka_metadata_t* answer = nullptr;
    const auto code = rd_kafka_metadata(client.get(), scope.all_topics ? 1 : 0, scope.topic, &answer,
                                        patience.milliseconds_for(wait));
    MetadataHandle metadata(answer);
    client.serve(milliseconds{0});
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
      client.note_success();
      return metadata;
    }
    if (client.fatal()) return tl::unexpected<Error>(*client.fatal());
    const bool give_up = when_all_down == WhenAllDown::give_up && !client.was_connected();
    if (give_up && client.all_brokers_down()) return tl::unexpected<Error>(client.connection_error(doing, wait));
    if (code == RD_KAFKA_RESP_ERR__TIMED_OUT) patience.answer_was_late();
    client.serve(wait.next(milliseconds{10}));
  }
  return tl::unexpected<Error>(client.wait_error(doing, wait));
}

Result<ClusterKind> cluster_kind(Client& client, const Wait& wait) {
  constexpr std::string_view embedded_id = "mockCluster";
  // It comes with the answer that a client asks for by itself, if all is well: asking again would take as long again.
  std::string id = cluster_id(client, wait.next(time_to_connect));
  if (id.empty()) {
    THOTH_TRY(client.was_connected() ? Result<void>() : connect(client, wait));
    id = cluster_id(client, wait.next());
  }
  // An id that was kept says nothing of now.
  if (!client.was_connected()) client.note_success();
  return id.starts_with(embedded_id) ? ClusterKind::embedded : ClusterKind::kafka;
}

TopicInfo topic_info(const rd_kafka_metadata_topic_t& topic) {
  TopicInfo info{
      topic.topic, state_of(topic.err), topic.err == RD_KAFKA_RESP_ERR_NO_ERROR ? "" : words_of(topic.err), {}};
  for (const auto& partition : std::span(topic.partitions, static_cast<std::size_t>(topic.partition_cnt))) {
    info.partitions.push_back({partition.id, partition.leader, brokers(partition.replicas, partition.replica_cnt),
                               brokers(partition.isrs, partition.isr_cnt)});
  }
  std::sort(info.partitions.begin(), info.partitions.end(),
            [](const PartitionInfo& a, const PartitionInfo& b) { return a.id < b.id; });
  return info;
}

Result<std::vector<TopicInfo>> list_topics(Client& client, const Wait& wait) {
  const auto metadata = THOTH_TRY(fetch_metadata(client, {true, nullptr}, "listing topics at", wait));
  std::vector<TopicInfo> topics;
  for (const auto& topic : std::span(metadata->topics, static_cast<std::size_t>(metadata->topic_cnt))) {
    topics.push_back(topic_info(topic));
  }
  std::sort(topics.begin(), topics.end(), [](const TopicInfo& a, const TopicInfo& b) { return a.name < b.name; });
  return topics;
}

Result<std::vector<TopicInfo>> lookup_topics(Client& client, const std::vector<std::string>& names, const Wait& wait) {
  const auto kind = THOTH_TRY(cluster_kind(client, wait));
  // To the embedded cluster asking for a topic by its name is asking to have it.
  const bool by_name = kind == ClusterKind::kafka;
  const auto handles = THOTH_TRY(handles_of(client, by_name ? names : std::vector<std::string>()));
  return fetch_topics(client, {!by_name, nullptr}, names, wait);
}

Result<std::vector<TopicInfo>> fetch_topics(Client& client, MetadataScope scope, const std::vector<std::string>& names,
                                            const Wait& wait) {
  const char* const doing = client.was_connected() ? "looking up topics at" : "connecting to";
  const auto metadata = THOTH_TRY(fetch_metadata(client, scope, doing, wait));
  const std::span answered(metadata->topics, static_cast<std::size_t>(metadata->topic_cnt));
  std::vector<TopicInfo> topics;
  for (const auto& name : names) {
    const auto found = std::find_if(answered.begin(), answered.end(),
                                    [&](const rd_kafka_metadata_topic_t& topic) { return name == topic.topic; });
    topics.push_back(found == answered.end() ? absent(name) : topic_info(*found));
  }
  return topics;
}

Result<void> require_existing(const TopicInfo& topic, const std::string& doing) {
  switch (topic.state) {
    case TopicState::exists:
      return {};
    case TopicState::missing:
      return fail(ErrorCode::unreachable, doing, topic.name, "no such topic", "check its name, or create it");
    case TopicState::unauthorized:
      return fail(ErrorCode::unreachable, doing, topic.name, topic.reason, "ask for permission to describe and use it");
    case TopicState::invalid_name:
      return fail(ErrorCode::usage, doing, topic.name, "Kafka does not allow this name: " + topic.reason);
    case TopicState::unavailable:
      break;
  }
  return fail(ErrorCode::unreachable, doing, topic.name, topic.reason, "try again once its brokers are up");
}

}  // namespace thoth::kafka
