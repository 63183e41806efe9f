#include "send_topics.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "summary.hpp"
#include "thoth/kafka/topic_name.hpp"
#include "topic_names.hpp"

namespace thoth::cli {

SendTopics::SendTopics(const SendOptions& options, const kafka::Config& config, Context& context, kafka::Admin admin)
    : options_(options), config_(config), context_(context), admin_(std::move(admin)) {}

Result<SendTopics> SendTopics::create(const SendOptions& options, const kafka::Config& config, Context& context) {
  THOTH_TRY_ASSIGN(kafka::Admin admin, kafka::Admin::create(config, context.console.kafka_log()));
  return SendTopics(options, config, context, std::move(admin));
}

Result<void> SendTopics::prepare(const TopicUses& uses) {
  THOTH_TRY_ASSIGN(const std::vector<kafka::TopicInfo> topics, make_usable(uses));
  auto use = uses.begin();
  for (const kafka::TopicInfo& topic : topics) {
    const TopicUse& wanted = use->second;
    partitions_[use->first] = topic.partitions.size();
    ++use;
    if (wanted.partition < 0 || static_cast<std::size_t>(wanted.partition) < topic.partitions.size()) continue;
    return tl::unexpected<Error>(
        no_such_partition(wanted.entry, wanted.partition, topic.name, topic.partitions.size(), sent()));
  }
  return {};
}

Result<std::size_t> SendTopics::partitions_of(const Outgoing& outgoing) {
  auto found = partitions_.find(outgoing.base_topic);
  if (found == partitions_.end()) {
    const std::string base(outgoing.base_topic);
    THOTH_TRY(prepare({{base, TopicUse{outgoing.known, {}, -1, 0}}}));
    found = partitions_.find(base);
  }
  return found->second;
}

/// The topics as they are when all can be used, in the order of `uses`.
Result<std::vector<kafka::TopicInfo>> SendTopics::make_usable(const TopicUses& uses) {
  std::vector<std::string> names;
  for (const auto& use : uses) names.push_back(kafka::full_topic(context_.settings.topic_prefix, use.first));
  THOTH_TRY_ASSIGN(std::vector<kafka::TopicInfo> topics, admin_.lookup(names, context_.wait()));
  missing_.clear();
  unusable_.clear();
  auto use = uses.begin();
  for (const kafka::TopicInfo& topic : topics) {
    THOTH_TRY(sort_out(topic, use->second.known));
    ++use;
  }
  THOTH_TRY(options_.create_if_not_exist ? create_missing() : leave_to_cluster());
  if (!unusable_.empty()) THOTH_TRY(admin_.wait_until_usable(unusable_, context_.wait()));
  if (missing_.empty() && unusable_.empty()) return topics;
  return admin_.lookup(names, context_.wait());
}

Result<void> SendTopics::sort_out(const kafka::TopicInfo& topic, bool known) {
  switch (topic.state) {
    case kafka::TopicState::missing:
      if (!known && !options_.create_if_not_exist) return tl::unexpected<Error>(missing_error(topic.name));
      missing_.push_back(topic.name);
      return {};
    case kafka::TopicState::exists:
    case kafka::TopicState::unavailable:
      if (!topic.usable()) unusable_.push_back(topic.name);
      return {};
    case kafka::TopicState::unauthorized:
    case kafka::TopicState::invalid_name:
      break;
  }
  return fail(ErrorCode::unreachable, "sending to", topic.name, topic.reason,
              "ask for permission to write to the topic");
}

std::string_view SendTopics::sent() const {
  return options_.stream ? "what came before it was sent" : "nothing was sent";
}

Error SendTopics::missing_error(const std::string& topic) {
  const auto on_cluster = admin_.list(context_.wait());
  Error error = missing_topic("sending to", topic, on_cluster ? *on_cluster : std::vector<kafka::TopicInfo>{});
  error.advice += " or give --create-if-not-exist; " + std::string(sent());
  return error;
}

Result<void> SendTopics::create_missing() {
  if (missing_.empty()) return {};
  std::vector<kafka::TopicSpec> specs;
  specs.reserve(missing_.size());
  for (const std::string& name : missing_) {
    specs.push_back({name, static_cast<int>(options_.partitions.value_or(1)),
                     static_cast<int>(options_.replication.value_or(1)), config_.topic_settings()});
  }
  THOTH_TRY_ASSIGN(const std::vector<kafka::TopicOutcome> outcomes,
                   admin_.create_topics(specs, context_.wait(std::chrono::seconds{30})));
  for (const kafka::TopicOutcome& outcome : outcomes) {
    if (outcome.error) return tl::unexpected<Error>(*outcome.error);
    if (!outcome.warning.empty()) context_.console.warn(outcome.warning);
    context_.console.info(fmt::format("created the topic {}", outcome.name));
  }
  return {};
}

/// Known types' topics may be made by the cluster itself as soon as someone sends to them.
Result<void> SendTopics::leave_to_cluster() {
  if (missing_.empty()) return {};
  auto created = admin_.let_cluster_create(missing_, context_.wait());
  if (created || created.error().code != ErrorCode::unreachable) return created;
  THOTH_TRY_ASSIGN(const std::vector<kafka::TopicInfo> topics, admin_.lookup(missing_, context_.wait()));
  for (const kafka::TopicInfo& topic : topics) {
    if (topic.state != kafka::TopicState::missing) continue;
    return fail(ErrorCode::unreachable, "sending to", topic.name,
                "there is no such topic on the cluster, which does not create topics by itself",
                "give --create-if-not-exist, or run thoth-msg topics create --all; " + std::string(sent()));
  }
  return created;
}

Error no_such_partition(std::uint64_t entry, std::int32_t partition, std::string_view topic, std::size_t partitions,
                        std::string_view sent) {
  return {ErrorCode::invalid, "sending", fmt::format("entry {}", entry),
          fmt::format("it asks for partition {} of {}, which has {}", partition, topic,
                      counted(partitions, "partition", "partitions")),
          fmt::format("partitions count from 0; {}", sent)};
}

}  // namespace thoth::cli
