// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/consumer.hpp"

#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "kafka/batch_impl.hpp"
#include "kafka/client.hpp"
#include "kafka/fetch_waker.hpp"
#include "kafka/metadata.hpp"
#include "kafka/positions.hpp"
#include "thoth/kafka/native.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::kafka {
namespace {

/// Records that one poll brings at most.
constexpr std::size_t batch_size = 4096;
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

/// How long a member may ask where to start; the group waits for it meanwhile.
constexpr milliseconds max_asking{10000};

enum class Gravity : std::uint8_t { passing, grave };

/// What librdkafka gets over by itself is no error of a poll.
Gravity gravity(rd_kafka_resp_err_t code, Membership membership) {
  switch (code) {
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__RESOLVE:
    case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR__SSL:
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED:
    case RD_KAFKA_RESP_ERR__WAIT_COORD:
    case RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE:
    case RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS:
    case RD_KAFKA_RESP_ERR_NOT_COORDINATOR:
    case RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION:
    case RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE:
    case RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
      return Gravity::passing;
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
      // Who reads alone needs no group's permission, though librdkafka asks for its coordinator.
      return membership == Membership::alone ? Gravity::passing : Gravity::grave;
    default:
      return Gravity::grave;
  }
}

std::string reading_advice(rd_kafka_resp_err_t code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
      return "was the topic deleted?";
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
      return "ask for permission to read it";
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
      return "start from an offset that the partition still holds, or set auto.offset.reset";
    case RD_KAFKA_RESP_ERR__BAD_COMPRESSION:
    case RD_KAFKA_RESP_ERR__BAD_MSG:
      return "start after it to read the rest of the partition";
    default:
      return {};
  }
}

/// From librdkafka 2.15 on its embedded cluster marks the ends of transactions in the log, without a checksum.
bool lacks_checksums(const Client& client) {
  constexpr int first_with_marks = 0x020f00ff;
  if (rd_kafka_version() < first_with_marks) return false;
  char* const id = rd_kafka_clusterid(client.get(), 0);
  const bool is_embedded = id != nullptr && std::string_view(id).starts_with("mockCluster");
  if (id != nullptr) rd_kafka_mem_free(client.get(), id);
  return is_embedded;
}

/// From librdkafka 2.2 to 2.13.1 the end of a partition moves its position past the next record, where records are
/// taken in batches (librdkafka#4844).
bool ends_move_positions() {
  constexpr int first_that_moves = 0x020200ff;
  constexpr int first_mended = 0x020d02ff;
  return rd_kafka_version() >= first_that_moves && rd_kafka_version() < first_mended;
}

bool is_same_partition(const Position& position, std::string_view topic, std::int32_t partition) {
  return position.partition == partition && position.topic == topic;
}

/// After each run of records of one partition: where it goes on.
std::vector<Position> positions_after(std::span<const Record> records) {
  std::vector<Position> next;
  for (const auto& record : records) {
    const bool is_same = !next.empty() && is_same_partition(next.back(), record.topic, record.partition);
    if (!is_same) next.push_back({std::string(record.topic), record.partition, 0});
    next.back().offset = record.offset + 1;
  }
  return next;
}

/// "topic [0]"; empty where an error is of no partition.
std::string place_of(const rd_kafka_message_t& message) {
  if (message.rkt == nullptr) return {};
  const std::string topic = rd_kafka_topic_name(message.rkt);
  return message.partition < 0 ? topic : topic + " [" + std::to_string(message.partition) + "]";
}

Result<void> check_offset(const PartitionRange& range, std::int64_t offset) {
  if (offset >= range.begin && offset <= range.end) return {};
  return fail(ErrorCode::usage, "starting to read", range.topic + " [" + std::to_string(range.partition) + "]",
              "offset " + std::to_string(offset) + " is out of range",
              "it holds " + std::to_string(range.begin) + " to " + std::to_string(range.end));
}

}  // namespace

struct Consumer::Impl {
  explicit Impl(const Config& config) {
    if (FetchWaker::is_needed()) waker.emplace(config);
  }

  Result<void> refuse(rd_kafka_resp_err_t code, const char* doing, const std::string& subject) const;
  void take(Batch& batch, rd_kafka_message_t* message);
  void add(const ClientError& error, const std::string& subject);
  void receive(Batch& batch, milliseconds timeout);
  Result<void> store(const rd_kafka_topic_partition_list_t& list) const;
  Result<void> begin();
  void rebalance(rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t& partitions);
  void note_ends(const Batch& batch);

  std::shared_ptr<Client> client;
  Membership membership = Membership::alone;
  QueueHandle queue;
  std::optional<FetchWaker> waker;
  std::optional<Error> pending_error;  ///< told once the records before it were
  GroupStart start = GroupStart::end;
  std::function<void()> resolve;
  std::vector<Position> ends;  ///< partitions at their end; empty unless ends_move_positions()
  std::uint64_t assignments = 0;
  bool is_closed = false;
};

Result<void> Consumer::Impl::refuse(rd_kafka_resp_err_t code, const char* doing, const std::string& subject) const {
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return fail(code_of(code), doing, subject, words_of(code), reading_advice(code));
}

void Consumer::Impl::take(Batch& batch, rd_kafka_message_t* message) {
  if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR || message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    if (waker) waker->add(message->len);
    batch.impl_->take(message);
    return;
  }
  const ClientError error{message->err, rd_kafka_message_errstr(message)};
  const std::string subject = place_of(*message);
  rd_kafka_message_destroy(message);
  add(error, subject.empty() ? client->servers() : subject);
}

void Consumer::Impl::add(const ClientError& error, const std::string& subject) {
  if (gravity(error.code, membership) == Gravity::passing) {
    client->log(LogLevel::info, error.reason);
  } else if (!pending_error) {
    std::string advice = reading_advice(error.code);
    if (error.code == RD_KAFKA_RESP_ERR__BAD_MSG && lacks_checksums(*client)) {
      advice = "set check.crcs=false: an embedded broker of this librdkafka ends transactions without a checksum";
    }
    pending_error = Error{code_of(error.code), "reading", subject, error.reason, std::move(advice)};
  }
}

Result<void> Consumer::Impl::store(const rd_kafka_topic_partition_list_t& list) const {
  // The list's elements tell of partitions that went to another member meanwhile: what they hold is read again there.
  const auto code =
      rd_kafka_offsets_store(client->get(), const_cast<rd_kafka_topic_partition_list_t*>(&list));  // NOLINT
  const bool is_passing = code == RD_KAFKA_RESP_ERR__STATE || code == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION;
  return is_passing ? Result<void>() : refuse(code, "storing offsets at", client->servers());
}

Result<void> Consumer::Impl::begin() {
  if (queue) return {};
  client->hand_to_consumer();
  THOTH_TRY(refuse(rd_kafka_poll_set_consumer(client->get()), "starting a consumer at", client->servers()));
  queue.reset(rd_kafka_queue_get_consumer(client->get()));
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
  auto impl = std::make_unique<Impl>(config);
  impl->membership = membership;
  impl->start = group_start(config);
  ClientOptions options = options_for(config, membership, std::move(log));
  if (membership == Membership::group) {
    options.on_rebalance = [self = impl.get()](auto code, auto& partitions) { self->rebalance(code, partitions); };
  }
  impl->client = THOTH_TRY(Client::create(config, std::move(options)));
  return Consumer(std::move(impl));
}

void Consumer::Impl::rebalance(rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t& partitions) {
  auto* const handle = client->get();
  const bool stepwise = std::strcmp(rd_kafka_rebalance_protocol(handle), "COOPERATIVE") == 0;
  if (code != RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
    if (resolve && rd_kafka_assignment_lost(handle) == 0) resolve();
    if (stepwise) {
      const ErrorHandle refused(rd_kafka_incremental_unassign(handle, &partitions));
    } else {
      rd_kafka_assign(handle, nullptr);
    }
    return;
  }
  const auto found = find_group_positions(*client, partitions, start, Wait::at_most(max_asking));
  if (!found && !pending_error) pending_error = found.error();
  if (stepwise) {
    const ErrorHandle refused(rd_kafka_incremental_assign(handle, &partitions));
  } else {
    rd_kafka_assign(handle, &partitions);
  }
  ++assignments;
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
  return impl_->refuse(rd_kafka_assign(impl_->client->get(), list.get()), "assigning partitions at",
                       impl_->client->servers());
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
  return impl_->refuse(rd_kafka_subscribe(impl_->client->get(), list.get()), "subscribing at",
                       impl_->client->servers());
}

Result<void> Consumer::poll(Batch& batch, milliseconds timeout) {
  batch.clear();
  if (impl_->is_closed || !impl_->queue) {
    return fail(ErrorCode::internal, "reading from", impl_->client->servers(),
                "the consumer was not started, or is closed");
  }
  batch.impl_->client = impl_->client;
  if (const auto error = std::exchange(impl_->pending_error, std::nullopt)) return tl::unexpected<Error>(*error);
  if (impl_->client->fatal()) return tl::unexpected<Error>(*impl_->client->fatal());
  impl_->receive(batch, std::min(timeout, Wait::slice));
  impl_->client->look_for_recovery();
  // Records that were fetched before an outage do not tell its end.
  if (!batch.records().empty() && !impl_->client->is_in_outage()) impl_->client->note_success();
  if (const auto error = impl_->client->take_error()) impl_->add(*error, impl_->client->servers());
  if (!batch.empty() || !impl_->pending_error) return {};
  return tl::unexpected<Error>(*std::exchange(impl_->pending_error, std::nullopt));
}

void Consumer::Impl::receive(Batch& batch, milliseconds timeout) {
  auto* const first = rd_kafka_consumer_poll(client->get(), static_cast<int>(timeout.count()));
  if (first == nullptr) return;
  take(batch, first);
  // The first has come, so all that came with it is taken without waiting.
  std::array<rd_kafka_message_t*, batch_size> more{};
  const auto count = rd_kafka_consume_batch_queue(queue.get(), 0, more.data(), more.size());
  for (std::size_t i = 0; count > 0 && i < static_cast<std::size_t>(count); ++i) take(batch, more[i]);
  if (waker && waker->is_due()) FetchWaker::wake(client->get());
  if (ends_move_positions()) note_ends(batch);
}

void Consumer::Impl::note_ends(const Batch& batch) {
  for (const auto& end : batch.ends()) {
    std::erase_if(ends, [&](const Position& old) { return is_same_partition(old, end.topic, end.partition); });
    ends.push_back(end);
  }
  if (ends.empty()) return;
  for (const auto& next : positions_after(batch.records())) {
    std::erase_if(ends, [&](const Position& end) {
      return next.offset > end.offset && is_same_partition(end, next.topic, next.partition);
    });
  }
}

Result<void> Consumer::store(std::span<const Position> next) {
  return next.empty() ? Result<void>() : impl_->store(*list_of(next));
}

Result<void> Consumer::store(const Record& record) {
  const Position next{std::string(record.topic), record.partition, record.offset + 1};
  return store(std::span(&next, 1));
}

Result<void> Consumer::store(const Batch& batch) {
  return store(positions_after(batch.records()));
}

Result<void> Consumer::commit(const Wait& wait) {
  auto* const client = impl_->client->get();
  const QueueHandle answers(rd_kafka_queue_new(client));
  const auto code = rd_kafka_commit_queue(client, nullptr, answers.get(), nullptr, nullptr);
  THOTH_TRY(impl_->refuse(code, "committing offsets at", impl_->client->servers()));
  while (!wait.over()) {
    const EventHandle event(rd_kafka_queue_poll(answers.get(), static_cast<int>(wait.next().count())));
    if (!event) continue;
    const auto outcome = rd_kafka_event_error(event.get());
    if (outcome == RD_KAFKA_RESP_ERR__NO_OFFSET) return {};  // nothing was stored since the last commit
    return impl_->refuse(outcome, "committing offsets at", impl_->client->servers());
  }
  return tl::unexpected<Error>(impl_->client->wait_error("committing offsets at", wait));
}

Result<void> Consumer::close(const Wait& wait) {
  if (std::exchange(impl_->is_closed, true) || !impl_->queue) return {};
  auto* const client = impl_->client->get();
  const QueueHandle events(rd_kafka_queue_new(client));
  const ErrorHandle refused(rd_kafka_consumer_close_queue(client, events.get()));
  if (refused) {
    return fail(ErrorCode::internal, "leaving", impl_->client->servers(), rd_kafka_error_string(refused.get()));
  }
  while (rd_kafka_consumer_closed(client) == 0) {
    if (wait.over()) return tl::unexpected<Error>(impl_->client->wait_error("leaving the group at", wait));
    const EventHandle event(rd_kafka_queue_poll(events.get(), static_cast<int>(wait.next(milliseconds{10}).count())));
    // Its callback is not called here, and the group waits for the partitions to be given up.
    if (rd_kafka_event_type(event.get()) == RD_KAFKA_EVENT_REBALANCE) {
      impl_->rebalance(rd_kafka_event_error(event.get()), *rd_kafka_event_topic_partition_list(event.get()));
    }
  }
  return {};
}

std::uint64_t Consumer::assignments() const {
  return impl_->assignments;
}

std::vector<Position> Consumer::given() const {
  rd_kafka_topic_partition_list_t* list = nullptr;
  if (rd_kafka_assignment(impl_->client->get(), &list) != RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return positions_of(*PartitionsHandle(list));
}

void Consumer::before_giving_up(std::function<void()> resolve) {
  impl_->resolve = std::move(resolve);
}

std::optional<std::int64_t> Consumer::known_end(const std::string& topic, std::int32_t partition) const {
  std::int64_t begin = RD_KAFKA_OFFSET_INVALID;
  std::int64_t end = RD_KAFKA_OFFSET_INVALID;
  const auto code = rd_kafka_get_watermark_offsets(impl_->client->get(), topic.c_str(), partition, &begin, &end);
  return code == RD_KAFKA_RESP_ERR_NO_ERROR && end >= 0 ? std::optional(end) : std::nullopt;
}

std::vector<Position> Consumer::assignment() const {
  rd_kafka_topic_partition_list_t* list = nullptr;
  if (rd_kafka_assignment(impl_->client->get(), &list) != RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  const PartitionsHandle owned(list);
  rd_kafka_position(impl_->client->get(), list);
  std::vector<Position> positions = positions_of(*list);
  for (auto& position : positions) {
    for (const auto& end : impl_->ends) {
      const bool is_moved =
          position.offset == end.offset + 1 && is_same_partition(end, position.topic, position.partition);
      if (is_moved) position.offset = end.offset;
    }
  }
  return positions;
}

std::string Consumer::connection_error() const {
  return impl_->client->outage_reason();
}

rd_kafka_s* native_handle(const Consumer& consumer) {
  return consumer.impl_->client->get();
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
