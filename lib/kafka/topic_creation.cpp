// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/topic_creation.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "kafka/admin_request.hpp"
#include "kafka/metadata.hpp"

namespace thoth::kafka {
namespace {

constexpr milliseconds time_for_cluster{5000};

Error topic_error(const char* doing, const std::string& name, rd_kafka_resp_err_t code, const char* words) {
  return {code_of(code), doing, name, words == nullptr ? words_of(code) : words,
          code == RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR
              ? "a topic can have at most as many replicas as there are brokers"
              : ""};
}

Result<NewTopicHandle> new_topic(const TopicSpec& spec) {
  std::array<char, 512> reason{};
  NewTopicHandle topic(
      rd_kafka_NewTopic_new(spec.name.c_str(), spec.partitions, spec.replication, reason.data(), reason.size()));
  if (!topic) return fail(ErrorCode::usage, "creating topic", spec.name, reason.data());
  for (const auto& [name, value] : spec.settings) {
    const auto code = rd_kafka_NewTopic_set_config(topic.get(), name.c_str(), value.c_str());
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return fail(ErrorCode::usage, "creating topic", spec.name, words_of(code));
  }
  return topic;
}

TopicOutcome outcome(const char* doing, const rd_kafka_topic_result_t* result, TopicChange done) {
  TopicOutcome topic{rd_kafka_topic_result_name(result), done, {}, {}};
  const auto code = rd_kafka_topic_result_error(result);
  if (code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
    topic.change = TopicChange::existed;
  } else if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    topic.change = TopicChange::failed;
    topic.error = topic_error(doing, topic.name, code, rd_kafka_topic_result_error_string(result));
  }
  return topic;
}

/// The outcomes of an answer; librdkafka gives them in the order of the request.
std::vector<TopicOutcome> outcomes(const char* doing, const rd_kafka_topic_result_t** results, std::size_t count,
                                   TopicChange done) {
  std::vector<TopicOutcome> topics;
  for (const auto* const result : std::span(results, count)) topics.push_back(outcome(doing, result, done));
  return topics;
}

std::string difference(const TopicSpec& spec, const TopicInfo& topic) {
  const std::size_t count = topic.partitions.size();
  std::string text = "the embedded broker created " + spec.name + " itself, with " + std::to_string(count) +
                     (count == 1 ? " partition" : " partitions");
  const bool is_as_asked = count == static_cast<std::size_t>(spec.partitions) && spec.settings.empty();
  if (!is_as_asked) text += "; the settings you asked for do not apply";
  return text;
}

/// A producer's client that knows the topics, which clusters take as a wish to have them.
class Wish {
 public:
  static Result<Wish> make(const Config& config, const std::vector<std::string>& names) {
    const ClientOptions options{
        RD_KAFKA_PRODUCER, {{"enable.idempotence", "false"}}, {"transactional.id"}, {}, [](const rd_kafka_message_t&) {
        }};
    Wish wish;
    wish.client_ = THOTH_TRY(Client::create(config, options));
    for (const auto& name : names) {
      wish.topics_.emplace_back(rd_kafka_topic_new(wish.client_->get(), name.c_str(), nullptr));
      if (!wish.topics_.back())
        return fail(ErrorCode::internal, "creating topic", name, words_of(rd_kafka_last_error()));
    }
    return wish;
  }
  Result<void> tell(const Wait& wait) const {
    THOTH_TRY(fetch_metadata(*client_, {}, "creating topics at", wait));
    return {};
  }

 private:
  Client::Pointer client_;
  std::vector<TopicHandle> topics_;
};

}  // namespace

Result<std::vector<TopicOutcome>> request_topics(Client& client, const std::vector<TopicSpec>& specs,
                                                 const Wait& wait) {
  constexpr auto doing = "creating topic";
  std::vector<NewTopicHandle> topics;
  std::vector<rd_kafka_NewTopic_t*> pointers;
  for (const auto& spec : specs) {
    auto topic = THOTH_TRY(new_topic(spec));
    pointers.push_back(topic.get());
    topics.push_back(std::move(topic));
  }
  AdminRequest request(client, RD_KAFKA_ADMIN_OP_CREATETOPICS, wait);
  rd_kafka_CreateTopics(client.get(), pointers.data(), pointers.size(), request.options(), request.queue());
  const EventHandle event = THOTH_TRY(request.answer("creating topics at"));
  const auto code = rd_kafka_event_error(event.get());
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return fail(code_of(code), "creating topics at", client.servers(), rd_kafka_event_error_string(event.get()));
  }
  std::size_t count = 0;
  const auto* const result = rd_kafka_event_CreateTopics_result(event.get());
  const auto** const results = rd_kafka_CreateTopics_result_topics(result, &count);
  return outcomes(doing, results, count, TopicChange::created);
}

Result<std::vector<TopicInfo>> let_cluster_create(Client& client, const Config& config,
                                                  const std::vector<std::string>& names, const Wait& wait) {
  const Wish wish = THOTH_TRY(Wish::make(config, names));
  const auto enough = Wait::Clock::now() + time_for_cluster;
  for (;;) {
    THOTH_TRY(wish.tell(wait));
    auto topics = THOTH_TRY(lookup_topics(client, names, wait));
    const bool all_there =
        std::all_of(topics.begin(), topics.end(), [](const TopicInfo& topic) { return topic.usable(); });
    if (all_there || Wait::Clock::now() >= enough) return topics;
    client.serve(wait.next());
  }
}

TopicOutcome outcome_of(const TopicSpec& spec, const TopicInfo& topic) {
  if (topic.usable()) return {spec.name, TopicChange::created_by_cluster, difference(spec, topic), {}};
  return {spec.name,
          TopicChange::failed,
          {},
          Error{ErrorCode::unreachable, "creating topic", spec.name,
                "the cluster does not accept requests to create topics, and does not create them automatically",
                "create it with the cluster's own tools"}};
}

Result<std::vector<TopicOutcome>> request_deletion(Client& client, const std::vector<std::string>& names,
                                                   const Wait& wait) {
  std::vector<DeleteTopicHandle> topics;
  std::vector<rd_kafka_DeleteTopic_t*> pointers;
  for (const auto& name : names) {
    topics.emplace_back(rd_kafka_DeleteTopic_new(name.c_str()));
    pointers.push_back(topics.back().get());
  }
  AdminRequest request(client, RD_KAFKA_ADMIN_OP_DELETETOPICS, wait);
  rd_kafka_DeleteTopics(client.get(), pointers.data(), pointers.size(), request.options(), request.queue());
  const EventHandle event = THOTH_TRY(request.answer("deleting topics at"));
  const auto code = rd_kafka_event_error(event.get());
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return fail(code_of(code), "deleting topics at", client.servers(), rd_kafka_event_error_string(event.get()));
  }
  std::size_t count = 0;
  const auto* const result = rd_kafka_event_DeleteTopics_result(event.get());
  const auto** const results = rd_kafka_DeleteTopics_result_topics(result, &count);
  return outcomes("deleting topic", results, count, TopicChange::deleted);
}

}  // namespace thoth::kafka
