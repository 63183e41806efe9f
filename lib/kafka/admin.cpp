// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/admin.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>

#include "kafka/client.hpp"
#include "kafka/metadata.hpp"
#include "kafka/property.hpp"
#include "kafka/topic_creation.hpp"
#include "kafka/topic_settings.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::kafka {
namespace {

/// Between two looks at topics that are on their way.
constexpr milliseconds between_looks{50};

/// A consumer's client makes no topic by looking at it. Nothing is read and no group joined, so that what is set for
/// that does not concern it, nor could it contradict anything.
ClientOptions admin_options(const Config& config, LogSink log) {
  ClientOptions options{RD_KAFKA_CONSUMER, {{"allow.auto.create.topics", "false"}}, {}, std::move(log), {}};
  for (const auto& setting : config.settings()) {
    const Property* const property = find_property(setting.name);
    if (property != nullptr && property->side == Side::consumer) options.omitted.push_back(setting.name);
  }
  return options;
}

std::vector<BrokerInfo> brokers_of(const rd_kafka_metadata_t& metadata) {
  std::vector<BrokerInfo> brokers;
  for (const auto& broker : std::span(metadata.brokers, static_cast<std::size_t>(metadata.broker_cnt))) {
    brokers.push_back({broker.id, broker.host, broker.port});
  }
  std::sort(brokers.begin(), brokers.end(), [](const BrokerInfo& a, const BrokerInfo& b) { return a.id < b.id; });
  return brokers;
}

std::vector<std::string> names_of(const std::vector<TopicSpec>& specs) {
  std::vector<std::string> names;
  names.reserve(specs.size());
  for (const auto& spec : specs) names.push_back(spec.name);
  return names;
}

/// Looks at topics until all are as wanted. Gives the first that is not when the time is over; none if all are.
Result<std::optional<TopicInfo>> wait_until(Client& client, const std::vector<std::string>& names, const Wait& wait,
                                            bool (*is_wanted)(const TopicInfo&)) {
  std::optional<TopicInfo> late;
  while (!late || !wait.over()) {
    const auto topics = THOTH_TRY(lookup_topics(client, names, wait));
    const auto first = std::find_if_not(topics.begin(), topics.end(), is_wanted);
    if (first == topics.end()) return std::nullopt;
    late = *first;
    client.serve(wait.next(between_looks));
  }
  return late;
}

Result<void> check(const TopicSpec& spec) {
  THOTH_TRY(check_topic_name(spec.name));
  if (spec.partitions < 1) {
    return fail(ErrorCode::usage, "creating topic", spec.name, "it needs at least one partition");
  }
  if (spec.replication < 1) return fail(ErrorCode::usage, "creating topic", spec.name, "it needs at least one replica");
  return {};
}

}  // namespace

struct Admin::Impl {
  Impl(Client::Pointer c, Config cfg) : client(std::move(c)), config(std::move(cfg)) {}

  Result<void> create_missing(const std::vector<TopicSpec>& specs, std::vector<TopicOutcome>& outcomes,
                              const Wait& wait) const;

  Client::Pointer client;
  Config config;
};

std::vector<TopicSpec> specs_of(const Catalog& catalog, std::string_view prefix, const TopicSpec& like) {
  std::vector<TopicSpec> specs;
  for (auto& topic : full_topics(catalog, prefix)) {
    specs.push_back(like);
    specs.back().name = std::move(topic);
  }
  return specs;
}

Admin::Admin(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Admin::Admin(Admin&&) noexcept = default;
Admin& Admin::operator=(Admin&&) noexcept = default;
Admin::~Admin() = default;

Result<Admin> Admin::create(const Config& config, LogSink log) {
  auto client = THOTH_TRY(Client::create(config, admin_options(config, std::move(log))));
  return Admin(std::make_unique<Impl>(std::move(client), config));
}

Result<ClusterInfo> Admin::cluster(const Wait& wait, WhenAllDown when_all_down) {
  constexpr auto doing = "connecting to";
  THOTH_TRY(fetch_metadata(*impl_->client, {}, doing, wait, when_all_down));
  // The first answer took connecting as well; the second tells how long an answer takes.
  const auto asked = Wait::Clock::now();
  const auto metadata = THOTH_TRY(fetch_metadata(*impl_->client, {}, doing, wait, when_all_down));
  ClusterInfo info;
  info.latency = std::chrono::duration_cast<std::chrono::microseconds>(Wait::Clock::now() - asked);
  info.brokers = brokers_of(*metadata);
  info.controller = rd_kafka_controllerid(impl_->client->get(), static_cast<int>(wait.next().count()));
  char* const id = rd_kafka_clusterid(impl_->client->get(), static_cast<int>(wait.next().count()));
  if (id != nullptr) info.id = id;
  rd_kafka_mem_free(impl_->client->get(), id);
  return info;
}

Result<std::vector<TopicInfo>> Admin::list(const Wait& wait) {
  return list_topics(*impl_->client, wait);
}

Result<std::vector<std::string>> Admin::groups(const Wait& wait) {
  const rd_kafka_group_list* answer = nullptr;
  const auto code =
      rd_kafka_list_groups(impl_->client->get(), nullptr, &answer, static_cast<int>(wait.next(wait.total()).count()));
  const std::unique_ptr<const rd_kafka_group_list, Destroyer<&rd_kafka_group_list_destroy>> groups(answer);
  if (!groups) return fail(ErrorCode::unreachable, "listing groups at", impl_->client->servers(), words_of(code));
  std::vector<std::string> names;
  for (const auto& group : std::span(groups->groups, static_cast<std::size_t>(groups->group_cnt))) {
    names.emplace_back(group.group);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::vector<TopicInfo>> Admin::lookup(const std::vector<std::string>& names, const Wait& wait) {
  return lookup_topics(*impl_->client, names, wait);
}

Result<std::vector<TopicDescription>> Admin::describe(const std::vector<std::string>& names, const Wait& wait) {
  auto topics = THOTH_TRY(lookup(names, wait));
  for (const auto& topic : topics) THOTH_TRY(require_existing(topic, "describing topic"));
  std::vector<std::optional<std::vector<TopicSetting>>> settings(topics.size());
  const auto kind = THOTH_TRY(cluster_kind(*impl_->client, wait));
  if (kind == ClusterKind::kafka) {
    settings = THOTH_TRY(fetch_settings(*impl_->client, names, wait));
  }
  std::vector<TopicDescription> descriptions;
  for (std::size_t i = 0; i < topics.size(); ++i) {
    descriptions.push_back({std::move(topics[i]), std::move(settings[i])});
  }
  return descriptions;
}

Result<void> Admin::Impl::create_missing(const std::vector<TopicSpec>& specs, std::vector<TopicOutcome>& outcomes,
                                         const Wait& wait) const {
  const auto kind = THOTH_TRY(cluster_kind(*client, wait));
  std::vector<TopicOutcome> answers;
  if (kind == ClusterKind::kafka) {
    answers = THOTH_TRY(request_topics(*client, specs, wait));
  } else {
    const auto topics = THOTH_TRY(kafka::let_cluster_create(*client, config, names_of(specs), wait));
    for (std::size_t i = 0; i < specs.size(); ++i) answers.push_back(outcome_of(specs[i], topics[i]));
  }
  for (auto& answer : answers) {
    const auto own = std::find_if(outcomes.begin(), outcomes.end(),
                                  [&](const TopicOutcome& outcome) { return outcome.name == answer.name; });
    if (own != outcomes.end()) *own = std::move(answer);
  }
  return {};
}

Result<std::vector<TopicOutcome>> Admin::create_topics(const std::vector<TopicSpec>& specs, const Wait& wait) {
  for (const auto& spec : specs) THOTH_TRY(check(spec));
  const auto found = THOTH_TRY(lookup(names_of(specs), wait));
  std::vector<TopicOutcome> outcomes;
  std::vector<TopicSpec> missing;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    outcomes.push_back({specs[i].name, TopicChange::existed, {}, {}});
    const bool is_asked_already =
        std::any_of(missing.begin(), missing.end(), [&](const TopicSpec& spec) { return spec.name == specs[i].name; });
    if (found[i].state == TopicState::missing && !is_asked_already) {
      missing.push_back(specs[i]);
    } else if (const auto there = require_existing(found[i], "creating topic");
               !there && found[i].state != TopicState::missing && found[i].state != TopicState::unavailable) {
      outcomes.back() = {specs[i].name, TopicChange::failed, {}, there.error()};
    }
  }
  if (missing.empty()) return outcomes;
  THOTH_TRY(impl_->create_missing(missing, outcomes, wait));
  for (auto& outcome : outcomes) {
    if (outcome.change != TopicChange::created) continue;
    if (auto usable = wait_until_usable({outcome.name}, wait); !usable) {
      outcome.change = TopicChange::failed;
      outcome.error = std::move(usable).error();
    }
  }
  return outcomes;
}

Result<TopicOutcome> Admin::create_topic(const TopicSpec& spec, const Wait& wait) {
  auto outcomes = THOTH_TRY(create_topics({spec}, wait));
  if (outcomes.front().error) return tl::unexpected<Error>(*outcomes.front().error);
  return outcomes.front();
}

Result<void> Admin::let_cluster_create(const std::vector<std::string>& names, const Wait& wait) {
  const auto topics = THOTH_TRY(kafka::let_cluster_create(*impl_->client, impl_->config, names, wait));
  for (const auto& topic : topics) THOTH_TRY(require_existing(topic, "waiting for the cluster to create topic"));
  return {};
}

Result<std::vector<TopicOutcome>> Admin::delete_topics(const std::vector<std::string>& names, const Wait& wait) {
  for (const auto& name : names) THOTH_TRY(check_topic_name(name));
  if (names.empty()) return std::vector<TopicOutcome>();
  const auto kind = THOTH_TRY(cluster_kind(*impl_->client, wait));
  if (kind == ClusterKind::embedded) {
    return fail(ErrorCode::unreachable, "deleting topics at", impl_->client->servers(),
                "the embedded broker cannot delete topics", "they disappear when it ends");
  }
  auto outcomes = THOTH_TRY(request_deletion(*impl_->client, names, wait));
  std::vector<std::string> deleted;
  for (const auto& outcome : outcomes) {
    if (outcome.change == TopicChange::deleted) deleted.push_back(outcome.name);
  }
  // Brokers learn of it later than the controller: until then a topic of the same name seems to be there already.
  const auto is_gone = [](const TopicInfo& topic) { return topic.state == TopicState::missing; };
  if (!deleted.empty()) static_cast<void>(wait_until(*impl_->client, deleted, wait, is_gone));
  return outcomes;
}

Result<void> Admin::wait_until_usable(const std::vector<std::string>& names, const Wait& wait) {
  const auto is_usable = [](const TopicInfo& topic) { return topic.usable(); };
  const auto late = THOTH_TRY(wait_until(*impl_->client, names, wait, is_usable));
  if (!late) return {};
  if (wait.stopped()) return fail(ErrorCode::interrupted, "waiting for topic", late->name, "interrupted");
  return fail(ErrorCode::unreachable, "waiting for topic", late->name,
              "it was not usable within " + kafka::describe(wait.total()) + ": " +
                  (late->reason.empty() ? "a partition has no leader" : late->reason));
}

Result<ClusterInfo> check_connection(const Config& config, const Wait& wait, WhenAllDown when_all_down, LogSink log) {
  auto admin = THOTH_TRY(Admin::create(config, std::move(log)));
  return admin.cluster(wait, when_all_down);
}

}  // namespace thoth::kafka
