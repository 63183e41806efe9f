// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "consuming/batch_impl.hpp"
#include "consuming/consumer_impl.hpp"
#include "kafka/metadata.hpp"

namespace thoth::kafka {
namespace {

/// What becomes of an error that librdkafka tells a reader.
enum class Gravity : std::uint8_t {
  passing,  ///< it gets over it by itself
  missing,  ///< a topic that a group is to read does not exist yet
  grave,
};

Gravity gravity(rd_kafka_resp_err_t code, Membership membership) {
  const bool is_member = membership == Membership::group;
  switch (code) {
    case RD_KAFKA_RESP_ERR__SSL:
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
      return Gravity::passing;
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
      return is_member ? Gravity::missing : Gravity::grave;
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
      // Who reads alone needs no group's permission, though librdkafka asks for its coordinator.
      return is_member ? Gravity::grave : Gravity::passing;
    default:
      break;
  }
  switch (cause_of(code)) {
    case Cause::retriable:
    case Cause::rebalanced:
    case Cause::evicted:
      return Gravity::passing;
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
    case RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID:
      return "another member has the same group.instance.id; give each its own";
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

std::string topic_of(const rd_kafka_message_t& message) {
  return message.rkt == nullptr ? std::string() : rd_kafka_topic_name(message.rkt);
}

/// "topic [0]"; empty where an error is of no partition.
std::string place_of(const rd_kafka_message_t& message) {
  const std::string topic = topic_of(message);
  return message.partition < 0 || topic.empty() ? topic : topic + " [" + std::to_string(message.partition) + "]";
}

}  // namespace

Result<void> Consumer::poll(Batch& batch, const Wait& wait, std::size_t max_records) {
  batch.clear();
  if (impl_->is_closed || !impl_->queue) {
    return fail(ErrorCode::internal, "reading from", impl_->client->servers(),
                "the consumer was not started, or is closed");
  }
  batch.impl_->client = impl_->client;
  do {
    THOTH_TRY(impl_->serve(wait));
    impl_->receive(batch, wait, max_records);
  } while (batch.empty() && !impl_->pending_error && !wait.over());
  if (!batch.empty() || !impl_->pending_error) return {};
  return tl::unexpected<Error>(*std::exchange(impl_->pending_error, std::nullopt));
}

void Consumer::interrupt() {
  if (impl_->queue) rd_kafka_queue_yield(impl_->queue.get());
}

/// What is due before records are taken. Its error is that of the poll.
Result<void> Consumer::Impl::serve(const Wait& wait) {
  THOTH_TRY(rebalance(wait));
  settle_seeks();
  serve_commits();
  if (const auto statistics = client->take_statistics(); statistics && take_statistics) {
    run("on_statistics", [&] { take_statistics(*statistics); });
  }
  if (!missing.empty()) look_for_missing(wait);
  if (const auto error = std::exchange(pending_error, std::nullopt)) return tl::unexpected<Error>(*error);
  if (client->fatal()) return tl::unexpected<Error>(*client->fatal());
  return {};
}

void Consumer::Impl::receive(Batch& batch, const Wait& wait, std::size_t max_records) {
  const auto timeout = wait.stopped() ? milliseconds{0} : wait.next();
  if (auto* const first = rd_kafka_consumer_poll(handle(), static_cast<int>(timeout.count()))) {
    take(batch, first);
    // The first has come, so all that came with it is taken without waiting.
    std::array<rd_kafka_message_t*, max_batch> more{};
    const std::size_t room = std::clamp<std::size_t>(max_records, 1, max_batch) - 1;
    const auto count = room == 0 ? 0 : rd_kafka_consume_batch_queue(queue.get(), 0, more.data(), room);
    for (std::size_t i = 0; count > 0 && i < static_cast<std::size_t>(count); ++i) take(batch, more[i]);
    if (waker && waker->is_due()) FetchWaker::wake(handle());
  }
  client->look_for_recovery();
  // Records that were fetched before an outage do not tell its end.
  if (!batch.records().empty() && !client->is_in_outage()) client->note_success();
  if (const auto error = client->take_error()) add(*error, {}, client->servers());
}

/// Takes what librdkafka brings: a record, the end of a partition, or an error.
void Consumer::Impl::take(Batch& batch, rd_kafka_message_t* message) {
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR && message->err != RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    const ClientError error{message->err, rd_kafka_message_errstr(message)};
    const std::string topic = topic_of(*message);
    const std::string place = place_of(*message);
    rd_kafka_message_destroy(message);
    return add(error, topic, place.empty() ? client->servers() : place);
  }
  if (waker) waker->add(message->len);
  Assigned* const assigned = assignment.find(rd_kafka_topic_name(message->rkt), message->partition);
  // What was on its way as its partition was given up, paused or sought in.
  if (assigned == nullptr || assigned->is_paused || assigned->is_seek_due) return rd_kafka_message_destroy(message);
  assigned->next.offset = message->err == RD_KAFKA_RESP_ERR_NO_ERROR ? message->offset + 1 : message->offset;
  batch.impl_->take(message);
}

void Consumer::Impl::add(const ClientError& error, const std::string& topic, const std::string& subject) {
  switch (gravity(error.code, membership)) {
    case Gravity::passing:
      return client->log(LogLevel::info, error.reason);
    case Gravity::missing:
      if (topic.empty() || !missing.insert(topic).second) return client->log(LogLevel::info, error.reason);
      look_again = Wait::Clock::now();
      return client->log(LogLevel::warning, "topic " + topic + " does not exist; waiting for it");
    case Gravity::grave:
      break;
  }
  if (pending_error) return;
  // Of a fatal error librdkafka tells apart that it is one, and which.
  const bool is_fatal = error.code == RD_KAFKA_RESP_ERR__FATAL;
  const auto code = is_fatal ? rd_kafka_fatal_error(client->get(), nullptr, 0) : error.code;
  std::string advice = reading_advice(error.code);
  if (error.code == RD_KAFKA_RESP_ERR__BAD_MSG && lacks_checksums(*client)) {
    advice = "set check.crcs=false: an embedded broker of this librdkafka ends transactions without a checksum";
  }
  pending_error = kafka_error(code, "reading", subject, error.reason, std::move(advice));
  if (is_fatal && pending_error->cause != Cause::fenced) pending_error->cause = Cause::fatal;
}

/// librdkafka itself would find a topic that was created only as it asks for all it knows, every five minutes
/// (topic.metadata.refresh.interval.ms). An answer that tells of all topics makes it look.
void Consumer::Impl::look_for_missing(const Wait& wait) {
  constexpr std::chrono::seconds interval{3};
  const auto now = Wait::Clock::now();
  if (now < look_again || wait.stopped()) return;
  look_again = now + interval;
  const auto topics = list_topics(*client, Wait::at_most(Wait::slice, wait.stop()));
  if (!topics) return;
  for (const TopicInfo& topic : *topics) {
    if (topic.state == TopicState::exists) missing.erase(topic.name);
  }
}

}  // namespace thoth::kafka
