// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/consumer.hpp"

#include <chrono>
#include <exception>
#include <string_view>
#include <utility>

#include "consuming/consumer_impl.hpp"
#include "kafka/metadata.hpp"
#include "kafka/positions.hpp"
#include "thoth/kafka/native.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::kafka {
namespace {

/// librdkafka's consumer wants a group's name even where no group is joined and nothing is committed.
constexpr auto no_group = "thoth-msg";

ClientOptions options_for(const Config& config, Membership membership, LogSink log) {
  ClientOptions options{
      RD_KAFKA_CONSUMER,
      {{"enable.partition.eof", "true"}, {"enable.auto.offset.store", "false"}, {"allow.auto.create.topics", "false"}},
      {},
      std::move(log)};
  // An offset that is gone is to be told, not to be replaced by another in silence.
  if (!config.is_set_by_user("auto.offset.reset")) options.overrides.emplace_back("auto.offset.reset", "error");
  if (membership == Membership::group) return options;
  options.overrides.emplace_back("enable.auto.commit", "false");
  options.omitted.emplace_back("group.instance.id");
  if (config.value("group.id").empty()) options.overrides.emplace_back("group.id", no_group);
  return options;
}

/// As auto.offset.reset says; the end where it says nothing, as Kafka has it.
GroupStart group_start(const Config& config) {
  const std::string word = config.is_set_by_user("auto.offset.reset") ? config.value("auto.offset.reset") : "latest";
  if (word == "smallest" || word == "earliest" || word == "beginning") return GroupStart::beginning;
  return word == "error" ? GroupStart::fail : GroupStart::end;
}

Result<void> check_offset(const PartitionRange& range, std::int64_t offset) {
  if (offset >= range.begin && offset <= range.end) return {};
  return fail(ErrorCode::usage, "starting to read", range.topic + " [" + std::to_string(range.partition) + "]",
              "offset " + std::to_string(offset) + " is out of range",
              "it holds " + std::to_string(range.begin) + " to " + std::to_string(range.end));
}

}  // namespace

Consumer::Impl::Impl(const Config& config, Membership kind)
    : membership(kind), start(group_start(config)), commits_by_itself(config.value("enable.auto.commit") == "true") {
  if (FetchWaker::is_needed()) waker.emplace(config);
}

Consumer::Impl::~Impl() {
  constexpr std::chrono::seconds time_to_leave{5};
  handlers = {};
  const bool is_member = membership == Membership::group && queue && !is_closed;
  if (is_member && client) static_cast<void>(leave(Wait::at_most(time_to_leave)));
}

Result<void> Consumer::Impl::refuse(rd_kafka_resp_err_t code, const char* doing) const {
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return tl::unexpected<Error>(kafka_error(code, doing, client->servers()));
}

Result<void> Consumer::Impl::begin() {
  if (queue) return {};
  client->hand_to_consumer();
  THOTH_TRY(refuse(rd_kafka_poll_set_consumer(handle()), "starting a consumer at"));
  queue.reset(rd_kafka_queue_get_consumer(handle()));
  commit_answers.reset(rd_kafka_queue_new(handle()));
  return {};
}

void Consumer::Impl::run(const char* name, const std::function<void()>& handler) {
  std::string reason;
  try {
    return handler();
  } catch (const std::exception& thrown) {
    reason = thrown.what();
  } catch (...) {
    reason = "it threw something that is no std::exception";
  }
  if (!pending_error) pending_error = Error{ErrorCode::internal, "calling", name, std::move(reason)};
}

Result<void> Consumer::Impl::leave(const Wait& wait) {
  end_rebalances();
  const QueueHandle events(rd_kafka_queue_new(handle()));
  const ErrorHandle refused(rd_kafka_consumer_close_queue(handle(), events.get()));
  if (refused) {
    return tl::unexpected<Error>(kafka_error(rd_kafka_error_code(refused.get()), "leaving", client->servers(),
                                             rd_kafka_error_string(refused.get())));
  }
  while (rd_kafka_consumer_closed(handle()) == 0) {
    if (wait.over()) return tl::unexpected<Error>(client->wait_error("leaving the group at", wait));
    const EventHandle event(rd_kafka_queue_poll(events.get(), static_cast<int>(wait.next(milliseconds{10}).count())));
    // Its callback is not called here, and the group waits for the partitions to be given up.
    if (rd_kafka_event_type(event.get()) != RD_KAFKA_EVENT_REBALANCE) continue;
    note_rebalance(rd_kafka_event_error(event.get()), *rd_kafka_event_topic_partition_list(event.get()));
    end_rebalances();
  }
  return {};
}

Consumer::Consumer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Consumer::Consumer(Consumer&&) noexcept = default;
Consumer& Consumer::operator=(Consumer&&) noexcept = default;
Consumer::~Consumer() = default;

Result<Consumer> Consumer::create(const Config& config, Membership membership, LogSink log) {
  if (membership == Membership::group && config.value("group.id").empty()) {
    return fail(ErrorCode::usage, "joining a group at", config.bootstrap_servers(), "group.id is not set",
                "set group.id");
  }
  auto impl = std::make_unique<Impl>(config, membership);
  ClientOptions options = options_for(config, membership, std::move(log));
  if (membership == Membership::group) {
    options.on_rebalance = [self = impl.get()](auto code, auto& partitions) { self->note_rebalance(code, partitions); };
  }
  impl->client = THOTH_TRY(Client::create(config, std::move(options)));
  return Consumer(std::move(impl));
}

Result<std::vector<TopicInfo>> Consumer::lookup(const std::vector<std::string>& topics, const Wait& wait) {
  return lookup_topics(*impl_->client, topics, wait);
}

Result<std::vector<PartitionRange>> Consumer::ranges(const std::vector<std::string>& topics, const Wait& wait) {
  const auto infos = THOTH_TRY(lookup(topics, wait));
  return fetch_ranges(*impl_->client, infos, wait);
}

Result<std::vector<TopicInfo>> Consumer::list(const Wait& wait) {
  return list_topics(*impl_->client, wait);
}

Result<std::vector<Position>> Consumer::positions_at(std::int64_t time, const std::vector<PartitionRange>& ranges,
                                                     const Wait& wait) {
  std::vector<Position> partitions;
  partitions.reserve(ranges.size());
  for (const auto& range : ranges) partitions.push_back({range.topic, range.partition, 0});
  if (partitions.empty()) return partitions;
  const ClusterKind kind = THOTH_TRY(cluster_kind(*impl_->client, wait));
  if (kind == ClusterKind::embedded) {
    impl_->client->log(LogLevel::warning, "dev-broker cannot look up offsets by time; using the end instead");
  }
  auto positions = THOTH_TRY(offsets_at(*impl_->client, partitions, time, wait));
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (positions[i].offset < 0) positions[i].offset = ranges[i].end;
  }
  return positions;
}

Result<std::vector<PartitionRange>> Consumer::start(const std::vector<std::string>& topics, const Start& start,
                                                    const Wait& wait) {
  auto held = THOTH_TRY(ranges(topics, wait));
  std::vector<Position> positions;
  for (const auto& range : held) {
    std::int64_t offset = start.kind == Start::Kind::beginning ? range.begin : range.end;
    if (start.kind == Start::Kind::offset) {
      THOTH_TRY(check_offset(range, start.offset));
      offset = start.offset;
    }
    positions.push_back({range.topic, range.partition, offset});
  }
  THOTH_TRY(assign(positions));
  return held;
}

Result<void> Consumer::assign(std::span<const Position> positions) {
  THOTH_TRY(impl_->begin());
  const PartitionsHandle list = list_of(positions);
  THOTH_TRY(impl_->refuse(rd_kafka_assign(impl_->handle(), list.get()), "assigning partitions at"));
  impl_->assignment.clear();
  impl_->assignment.add(positions);
  impl_->settle_flow();
  return {};
}

Result<void> Consumer::subscribe(const std::vector<std::string>& topics) {
  if (impl_->membership != Membership::group) {
    return fail(ErrorCode::usage, "subscribing at", impl_->client->servers(), "this consumer is not in a group",
                "create it with Membership::group, or use start()");
  }
  THOTH_TRY(impl_->begin());
  std::vector<Position> subscription;
  subscription.reserve(topics.size());
  for (const auto& topic : topics) subscription.push_back({topic, RD_KAFKA_PARTITION_UA, 0});
  const PartitionsHandle list = list_of(subscription);
  impl_->missing.clear();
  return impl_->refuse(rd_kafka_subscribe(impl_->handle(), list.get()), "subscribing at");
}

void Consumer::on_rebalance(RebalanceHandlers handlers) {
  impl_->handlers = std::move(handlers);
}

void Consumer::on_statistics(std::function<void(std::string_view)> take) {
  impl_->take_statistics = std::move(take);
}

Result<void> Consumer::close(const Wait& wait) {
  if (std::exchange(impl_->is_closed, true) || !impl_->queue) return {};
  auto left = impl_->leave(wait);
  impl_->end_commits();
  if (left && impl_->pending_error) return tl::unexpected<Error>(*std::exchange(impl_->pending_error, std::nullopt));
  return left;
}

std::optional<std::int64_t> Consumer::known_end(const std::string& topic, std::int32_t partition) const {
  std::int64_t begin = RD_KAFKA_OFFSET_INVALID;
  std::int64_t end = RD_KAFKA_OFFSET_INVALID;
  const auto code = rd_kafka_get_watermark_offsets(impl_->client->get(), topic.c_str(), partition, &begin, &end);
  return code == RD_KAFKA_RESP_ERR_NO_ERROR && end >= 0 ? std::optional(end) : std::nullopt;
}

std::vector<Position> Consumer::assignment() const {
  return impl_->assignment.positions();
}

std::string Consumer::connection_error() const {
  return impl_->client->outage_reason();
}

rd_kafka_s* native_handle(const Consumer& consumer) {
  return consumer.impl().handle();
}

Result<void> subscribe_to_all(Consumer& consumer, const Catalog& catalog, std::string_view prefix) {
  // As expressions, since those find topics that are created later, where a missing name is an error.
  std::vector<std::string> expressions;
  for (const auto& topic : full_topics(catalog, prefix)) {
    std::string expression = "^";
    for (const char c : topic) expression.append(c == '.' ? "\\" : "").push_back(c);
    expressions.push_back(expression + "$");
  }
  return consumer.subscribe(expressions);
}

}  // namespace thoth::kafka
