// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "kafka/topic_names.hpp"
#include "output/text.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::cli {

SendTopics::SendTopics(const SendOptions& options, const kafka::Config& config, Context& context,
                       kafka::Producer& producer)
    : options_(options), config_(config), context_(context), producer_(producer) {}

Result<void> SendTopics::prepare(const TopicUses& uses) {
  std::vector<std::string> names;
  for (const auto& use : uses) names.push_back(kafka::full_topic(context_.settings.topic_prefix, use.first));
  const bool is_usable = THOTH_TRY(ask_producer(uses, names));
  if (!is_usable) THOTH_TRY(make_usable(uses, names));
  auto use = uses.begin();
  for (const kafka::TopicInfo& topic : topics_) {
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

/// Made when it is needed: mostly the producer alone can tell that all is well.
Result<kafka::Admin*> SendTopics::admin() {
  if (!admin_) {
    admin_ = THOTH_TRY(kafka::Admin::create(config_, context_.console.kafka_log()));
  }
  return &*admin_;
}

/// True if all topics can be sent to. The producer is asked only where the cluster may create what is missing: a
/// mistyped name, or a topic that is to have this many partitions, must not be created by asking.
Result<bool> SendTopics::ask_producer(const TopicUses& uses, const std::vector<std::string>& names) {
  const bool all_known = std::all_of(uses.begin(), uses.end(), [](const auto& use) { return use.second.known; });
  if (!all_known || options_.create_if_not_exist) return false;
  topics_ = THOTH_TRY(producer_.topics(names, context_.wait()));
  return std::all_of(topics_.begin(), topics_.end(), [](const kafka::TopicInfo& topic) { return topic.usable(); });
}

/// Leaves the topics as they are when all can be used.
Result<void> SendTopics::make_usable(const TopicUses& uses, const std::vector<std::string>& names) {
  kafka::Admin* const admin = THOTH_TRY(this->admin());
  topics_ = THOTH_TRY(admin->lookup(names, context_.wait()));
  missing_.clear();
  unusable_.clear();
  auto use = uses.begin();
  for (const kafka::TopicInfo& topic : topics_) {
    THOTH_TRY(sort_out(topic, use->second.known));
    ++use;
  }
  THOTH_TRY(options_.create_if_not_exist ? create_missing() : leave_to_cluster());
  if (!unusable_.empty()) THOTH_TRY(admin->wait_until_usable(unusable_, context_.wait()));
  if (missing_.empty() && unusable_.empty()) return {};
  topics_ = THOTH_TRY(admin->lookup(names, context_.wait()));
  return {};
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
  return options_.stream ? "the entries before it were sent" : "nothing was sent";
}

Error SendTopics::missing_error(const std::string& topic) {
  const auto on_cluster = admin_->list(context_.wait());
  Error error = kafka::missing_topic("sending to", topic, on_cluster ? *on_cluster : std::vector<kafka::TopicInfo>{});
  error.advice += " or use --create-if-not-exist; " + std::string(sent());
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
  const std::vector<kafka::TopicOutcome> outcomes =
      THOTH_TRY(admin_->create_topics(specs, context_.wait(std::chrono::seconds{30})));
  for (const kafka::TopicOutcome& outcome : outcomes) {
    if (outcome.error) return tl::unexpected<Error>(*outcome.error);
    if (!outcome.warning.empty()) context_.console.warn(outcome.warning);
    context_.console.info(fmt::format("created topic {}", outcome.name));
  }
  return {};
}

/// Known types' topics may be made by the cluster itself as soon as someone sends to them.
Result<void> SendTopics::leave_to_cluster() {
  if (missing_.empty()) return {};
  auto created = admin_->let_cluster_create(missing_, context_.wait());
  if (created || created.error().code != ErrorCode::unreachable) return created;
  const std::vector<kafka::TopicInfo> topics = THOTH_TRY(admin_->lookup(missing_, context_.wait()));
  for (const kafka::TopicInfo& topic : topics) {
    if (topic.state != kafka::TopicState::missing) continue;
    return fail(ErrorCode::unreachable, "sending to", topic.name,
                "the topic does not exist, and the cluster does not create topics automatically",
                "use --create-if-not-exist, or run thoth-msg topics create --all; " + std::string(sent()));
  }
  return created;
}

Error no_such_partition(std::uint64_t entry, std::int32_t partition, std::string_view topic, std::size_t partitions,
                        std::string_view sent) {
  return {ErrorCode::invalid, "sending", fmt::format("entry {}", entry),
          fmt::format("partition {} does not exist: {} has {}", partition, topic,
                      counted(partitions, "partition", "partitions")),
          fmt::format("partitions are numbered from 0; {}", sent)};
}

}  // namespace thoth::cli
