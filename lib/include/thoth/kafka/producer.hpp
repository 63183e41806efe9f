// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/header.hpp"
#include "thoth/kafka/config.hpp"
#include "thoth/kafka/log.hpp"
#include "thoth/kafka/record.hpp"
#include "thoth/kafka/topic_info.hpp"
#include "thoth/kafka/wait.hpp"

#pragma GCC visibility push(default)

struct rd_kafka_s;  // librdkafka's client; see native.hpp

namespace thoth::kafka {

class Consumer;

/// Who keeps a message's value until its delivery report: `copy` makes one, `borrow` leaves the bytes where they are,
/// and the caller must let them live until the report (or until the Producer is gone). Keys and headers are copied.
enum class Payload : std::uint8_t { copy, borrow };

/// A view of a topic's full name. No temporary string becomes one, as it would be gone before the message is sent:
/// `Message{.topic = full_topic(prefix, topic)}` does not compile. Keep the name in a variable.
class TopicView : public std::string_view {
 public:
  constexpr TopicView() = default;
  template <std::convertible_to<std::string_view> T>
  constexpr TopicView(const T& name) : std::string_view(name) {}  // NOLINT: as a view converts
  TopicView(const std::string&&) = delete;
};

/// What it views must live until send() returns.
struct Message {
  TopicView topic;
  std::int32_t partition = -1;  ///< -1: the partitioner chooses
  std::optional<std::string_view> key = std::nullopt;
  std::optional<std::string_view> value = std::nullopt;  ///< none: a tombstone
  std::span<const Header> headers = {};
  std::optional<std::int64_t> timestamp = std::nullopt;  ///< milliseconds since the epoch; none: now
  std::uint64_t id = 0;                                  ///< comes back in the Delivery
  Payload payload = Payload::copy;
};

/// Values that go to one topic, each a message with neither key, headers, partition nor time of its own.
struct Values {
  TopicView topic;
  std::span<const std::string_view> values;
  std::uint64_t first_id = 0;  ///< comes back in the first one's Delivery; those of the others count on from it
  Payload payload = Payload::copy;
};

/// How many values a producer took, from the first on, and why it took no more.
struct Taken {
  std::size_t count = 0;
  std::optional<Error> error = std::nullopt;  ///< none: it took them all
};

/// The bytes that message.max.bytes bounds: key, value and headers as a record holds them, and 36 for the record's own
/// fields at their longest. A producer takes a message if this is at most Config::max_message_bytes() (as librdkafka
/// 2.0 counts); a topic's own max.message.bytes, and the broker's, may still be lower.
[[nodiscard]] std::size_t wire_size(const Message& message);

/// Whether a message that failed may be on the broker all the same.
enum class Persisted : std::uint8_t { no, possibly, yes };

/// What became of one message.
struct Delivery {
  std::uint64_t id = 0;
  std::string_view topic;                     ///< valid during the call
  std::int32_t partition = -1;                ///< -1: it never got one
  std::int64_t offset = -1;                   ///< -1: unknown
  std::int64_t timestamp = -1;                ///< as stored; -1: unknown
  std::size_t bytes = 0;                      ///< of the value
  std::optional<Error> error = std::nullopt;  ///< none: acknowledged
  Persisted persisted = Persisted::no;
};

/// sent = acknowledged + failed + pending(), always.
struct Accounting {
  std::uint64_t sent = 0;          ///< taken by send()
  std::uint64_t acknowledged = 0;  ///< the cluster has them
  std::uint64_t failed = 0;        ///< reported as failed
  [[nodiscard]] std::uint64_t pending() const { return sent - acknowledged - failed; }
};

/// What becomes of a producer's transaction.
enum class Transaction : std::uint8_t {
  none,        ///< none was begun
  open,        ///< takes messages
  must_abort,  ///< something in it failed: it can only be aborted (after a fatal error the cluster does that by itself)
  committing,  ///< the cluster is asked to commit it and has not answered: commit_transaction() goes on waiting
  committed,   ///< all of its messages are there for every reader
  aborted,     ///< none of its messages is there for readers with isolation.level=read_committed
};

/// Sends messages and accounts for each. By default idempotent, acks=all, partitioned as Java's producer does.
/// Used from one thread at a time; delivery reports come inside send, poll, flush, purge, close and the destructor.
///
///   auto producer = THOTH_TRY(Producer::create(config, [](const Delivery& d) { … }));
///   THOTH_TRY(producer.send({.topic = "thoth.solver.solved-package", .value = bytes}, wait));
///   THOTH_TRY(producer.flush(Wait::at_most(30s)));
///
/// With a transactional.id it sends in transactions only: begin_transaction(), send(), … and then commit_transaction()
/// or abort_transaction(). That a message of a transaction is acknowledged says that the cluster has it, not that a
/// reader will see it.
class Producer {
 public:
  /// Called once for each message that was taken. What it throws is thrown on by the call that served the report (send,
  /// poll, flush, …), once that has done its work: a message that it was to send is taken. What it throws beyond that
  /// within the same call, or in the destructor, goes to the log. Every message has its report all the same.
  using OnDelivery = std::function<void(const Delivery&)>;

  /// Makes the producer; connects in the background. Errors: usage (properties that contradict each other, a key or
  /// certificate that cannot be read).
  static Result<Producer> create(const Config& config, OnDelivery on_delivery = {}, LogSink log = {});

  Producer(Producer&&) noexcept;
  Producer& operator=(Producer&&) noexcept;
  /// Whatever is still pending fails with a report.
  ~Producer();

  /// Topics as the cluster tells a producer of them, in the order of their names: asking is a part of sending there,
  /// and has a cluster that creates topics by itself create what is missing. Admin::lookup creates nothing. Errors:
  /// usage (no topic name), unreachable, interrupted.
  Result<std::vector<TopicInfo>> topics(const std::vector<std::string>& names, const Wait& wait);

  /// Queues a message; it goes out in the background. Where the queue is full, serves delivery reports until there is
  /// room. On an error the message was not taken: it is not part of the accounting, and gets no report.
  /// Takes nothing once the wait is over, which is noticed at once where the queue is full or the flag is set, and
  /// within 256 messages elsewhere.
  /// Errors: undelivered (too large, partition out of range, no room in time, the transaction has failed; after a fatal
  /// error: that), interrupted, usage (no topic name, no transaction open for a producer with a transactional.id).
  Result<void> send(const Message& message, const Wait& wait);

  /// Queues many values as send() does one message, for less. Errors as there, but what cannot be sent as it is (too
  /// large, a topic that is gone) is taken, and reported as failed.
  Taken send(const Values& values, const Wait& wait);

  /// Sends a record on to another topic: its key, value and headers as they are, then `extra` headers. Time and
  /// partition are new; `id` comes back in the Delivery. Errors: as send().
  Result<void> forward(const Record& record, std::string_view topic, std::span<const Header> extra, const Wait& wait,
                       std::uint64_t id = 0);

  /// Serves delivery reports; waits at most `timeout` for the first. Call it where no send comes for a while.
  void poll(milliseconds timeout = milliseconds{0});

  /// Waits until every message has its report. Errors: undelivered (time is up: how many pend, and the last reason the
  /// connection gave; or a fatal error), interrupted. What pends then goes on pending.
  /// That all reports are in does not say all were acknowledged: see accounting().
  Result<void> flush(const Wait& wait);

  /// Gives up on all that pends: each fails with a report before this returns.
  void purge();

  /// Flushes and purges what is left; a transaction that is still open is aborted instead. Errors: as flush, or as
  /// abort_transaction.
  Result<void> close(const Wait& wait);

  /// Leaves librdkafka's threads running instead of ending them, which takes a millisecond or two. For a program that
  /// ends now, and with _Exit: the threads use what exit handlers destroy. Nothing may be pending, and afterwards the
  /// producer can only be destroyed. The client's memory is not freed.
  void detach();

  /// Begins a transaction; the first one pushes out any producer that has the same transactional.id, and has the
  /// cluster abort what that one left. What the cluster asks to try again is tried until the wait is over.
  /// Errors: usage (no transactional.id, the transaction before is not over, the cluster grants no such
  /// transaction.timeout.ms), unreachable, interrupted, undelivered (pushed out by another producer).
  Result<void> begin_transaction(const Wait& wait);

  /// Makes offsets of the consumer's group a part of the open transaction: they are committed with it, or not at all.
  /// Each position is the next to be read. The consumer must have subscribed, and must not commit these offsets itself.
  /// Errors: undelivered (the group has given the partitions to others, or this consumer is no member of it; pushed out
  /// by another producer), unreachable (not authorized, or no answer in time), interrupted, usage (no transaction is
  /// open, the consumer has not subscribed). After most of them the state is must_abort; where it is still open, the
  /// same call can be made again.
  Result<void> send_offsets(std::span<const Position> next, const Consumer& consumer, const Wait& wait);

  /// Waits for what is in flight, then has the cluster commit. Errors: undelivered (a message failed or time was up
  /// before the commit was asked for: the state is must_abort or open, abort it; the cluster did not answer: the state
  /// is committing, the outcome is unknown, and calling again goes on waiting; pushed out by another producer),
  /// interrupted (with the state open or committing), usage (no transaction is open).
  Result<void> commit_transaction(const Wait& wait);

  /// Gives up what is in flight, each message with its report, then has the cluster abort; where the cluster is never
  /// told, it aborts after transaction.timeout.ms; until then, readers with read_committed wait.
  /// Errors: unreachable (no answer in time: calling again goes on waiting), interrupted, undelivered (pushed out by
  /// another producer: then the cluster has aborted), usage (no transaction is open, or its commit is under way).
  Result<void> abort_transaction(const Wait& wait);

  [[nodiscard]] Transaction transaction() const;

  [[nodiscard]] const Accounting& accounting() const;
  /// The error after which nothing can be sent any more, if one happened (an idempotence violation, being fenced).
  [[nodiscard]] std::optional<Error> fatal_error() const;
  /// The last reason why a connection failed, as the network or the broker gave it; empty if all is well so far.
  [[nodiscard]] std::string connection_error() const;

  struct [[gnu::visibility("hidden")]] Impl;

 private:
  friend rd_kafka_s* native_handle(const Producer& producer);
  explicit Producer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace thoth::kafka

#pragma GCC visibility pop
