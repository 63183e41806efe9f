#include "send_topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "summary.hpp"
#include "thoth/kafka/admin.hpp"
#include "thoth/kafka/topic_name.hpp"
#include "topic_names.hpp"

namespace thoth::cli {
namespace {

class Preparation {
 public:
  Preparation(const SendInput& input, const SendOptions& options, const kafka::Config& config, Context& context,
              kafka::Admin& admin)
      : input_(input), options_(options), config_(config), context_(context), admin_(admin) {
    for (const auto& use : input.topics) names_.push_back(kafka::full_topic(context.settings.topic_prefix, use.first));
  }

  Result<void> run() {
    THOTH_TRY_ASSIGN(std::vector<kafka::TopicInfo> topics, admin_.lookup(names_, context_.wait()));
    std::vector<std::string> missing;
    std::vector<std::string> unusable;
    auto use = input_.topics.begin();
    for (const kafka::TopicInfo& topic : topics) {
      const bool known = use->second.known;
      ++use;
      if (topic.state == kafka::TopicState::missing) {
        if (!known && !options_.create_if_not_exist) return tl::unexpected<Error>(missing_error(topic.name));
        missing.push_back(topic.name);
      } else if (topic.state == kafka::TopicState::exists || topic.state == kafka::TopicState::unavailable) {
        if (!topic.usable()) unusable.push_back(topic.name);
      } else {
        return fail(ErrorCode::unreachable, "sending to", topic.name, topic.reason,
                    "ask for permission to write to the topic");
      }
    }
    THOTH_TRY(options_.create_if_not_exist ? create(missing) : leave_to_cluster(missing));
    if (!unusable.empty()) THOTH_TRY(admin_.wait_until_usable(unusable, context_.wait()));
    if (!missing.empty() || !unusable.empty()) {
      THOTH_TRY_ASSIGN(topics, admin_.lookup(names_, context_.wait()));
    }
    return check_partitions(topics);
  }

 private:
  Error missing_error(const std::string& topic) {
    const auto on_cluster = admin_.list(context_.wait());
    Error error = missing_topic("sending to", topic, on_cluster ? *on_cluster : std::vector<kafka::TopicInfo>{});
    error.advice += " or give --create-if-not-exist; nothing was sent";
    return error;
  }

  Result<void> create(const std::vector<std::string>& names) {
    if (names.empty()) return {};
    std::vector<kafka::TopicSpec> specs;
    specs.reserve(names.size());
    for (const std::string& name : names) {
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
  Result<void> leave_to_cluster(const std::vector<std::string>& names) {
    if (names.empty()) return {};
    auto created = admin_.let_cluster_create(names, context_.wait());
    if (created || created.error().code != ErrorCode::unreachable) return created;
    THOTH_TRY_ASSIGN(const std::vector<kafka::TopicInfo> topics, admin_.lookup(names, context_.wait()));
    for (const kafka::TopicInfo& topic : topics) {
      if (topic.state != kafka::TopicState::missing) continue;
      return fail(ErrorCode::unreachable, "sending to", topic.name,
                  "there is no such topic on the cluster, which does not create topics by itself",
                  "give --create-if-not-exist, or run thoth-msg topics create --all; nothing was sent");
    }
    return created;
  }

  [[nodiscard]] Result<void> check_partitions(const std::vector<kafka::TopicInfo>& topics) const {
    auto use = input_.topics.begin();
    for (const kafka::TopicInfo& topic : topics) {
      const TopicUse& wanted = use->second;
      ++use;
      if (wanted.partition < 0 || static_cast<std::size_t>(wanted.partition) < topic.partitions.size()) continue;
      return fail(ErrorCode::invalid, "sending", fmt::format("entry {}", wanted.entry),
                  fmt::format("it asks for partition {} of {}, which has {}", wanted.partition, topic.name,
                              counted(topic.partitions.size(), "partition", "partitions")),
                  "partitions count from 0; nothing was sent");
    }
    return {};
  }

  const SendInput& input_;
  const SendOptions& options_;
  const kafka::Config& config_;
  Context& context_;
  kafka::Admin& admin_;
  std::vector<std::string> names_;  ///< full, in the order of input_.topics
};

}  // namespace

Result<void> prepare_topics(const SendInput& input, const SendOptions& options, const kafka::Config& config,
                            Context& context) {
  THOTH_TRY_ASSIGN(kafka::Admin admin, kafka::Admin::create(config, context.console.kafka_log()));
  return Preparation(input, options, config, context, admin).run();
}

}  // namespace thoth::cli
