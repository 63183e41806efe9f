// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/catalog.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/config.hpp"
#include "thoth/kafka/log.hpp"
#include "thoth/kafka/record.hpp"
#include "thoth/kafka/topic_info.hpp"
#include "thoth/kafka/wait.hpp"

#pragma GCC visibility push(default)

namespace thoth::kafka {

/// Alone: reads the partitions it is told to, and commits nothing. Group: shares them with the other
/// members of the property group.id, and commits how far it came.
enum class Membership : std::uint8_t { alone, group };

/// What a partition held when it was asked.
struct PartitionRange {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t begin = 0;  ///< offset of the oldest record
  std::int64_t end = 0;    ///< offset that the next record will have
};

/// Where reading starts in each partition.
struct Start {
  enum class Kind : std::uint8_t { beginning, end, offset };
  Kind kind = Kind::end;
  std::int64_t offset = 0;  ///< for Kind::offset

  static Start beginning() { return {Kind::beginning, 0}; }
  static Start end() { return {Kind::end, 0}; }
  static Start at(std::int64_t offset) { return {Kind::offset, offset}; }
};

/// Where a group starts in partitions of which it has committed nothing: auto.offset.reset. `fail` leaves both that,
/// and what was committed and is no more, to be an error; with the others the latter is logged.
enum class GroupStart : std::uint8_t { beginning, end, fail };

/// What a member of a group does as partitions come and go. Called within poll(), and the last two within close(), in
/// the caller's thread, where the Consumer may be used but for poll() and close(). What one throws becomes the error of
/// that poll() or close(); the partitions come or go all the same.
struct RebalanceHandlers {
  using Handler = std::function<void(std::span<const Position>)>;

  /// Partitions, perhaps none, that are this member's from now on, each with the offset that it starts from (negative
  /// with GroupStart::fail: librdkafka finds it).
  Handler on_assigned{};
  /// Partitions that this member gives up, each with the offset of the record that poll() would have brought next.
  /// What is stored or committed of them now still counts.
  Handler on_revoked{};
  /// Partitions that the group took from this member without asking; others may read them already. What is stored or
  /// committed of them counts no more.
  Handler on_lost{};
};

/// Reads records. Used from one thread at a time. Records carry only what transactions committed (isolation.level), and
/// checksums are verified (check.crcs), unless the Config says otherwise.
///
///   Consumer consumer = THOTH_TRY(Consumer::create(config, Membership::alone));
///   THOTH_TRY(consumer.start({"thoth.solver.solved-package"}, Start::beginning(), wait));
///   Batch batch;
///   while (!stop) {
///     THOTH_TRY(consumer.poll(batch, Wait::at_most(1s, &stop)));
///     for (const Record& record : batch.records()) …
///   }
///
/// In a group: create(config, Membership::group), subscribe(…), and store(record) for each record that is done with:
/// only stored ones are committed (at least once). Where the group has committed nothing of a partition yet, the offset
/// that its member starts from is, so that what comes while no member is there is not missed; with
/// enable.auto.commit=false that is part of the next commit().
///
/// An Error of Cause::retriable, rebalanced or evicted ends nothing: poll() goes on, and joins the group again if need
/// be.
class Consumer {
 public:
  /// Records that one poll brings at most, unless it is told to bring fewer.
  static constexpr std::size_t max_batch = 4096;

  /// Makes the consumer; connects in the background. Errors: usage (properties that contradict each other, a group
  /// without group.id).
  static Result<Consumer> create(const Config& config, Membership membership, LogSink log = {});

  Consumer(Consumer&&) noexcept;
  Consumer& operator=(Consumer&&) noexcept;
  /// A member that was not closed commits what is stored, as close() does, and leaves its group, for which it waits 5 s
  /// at most. No handler is called.
  ~Consumer();

  /// Looks topics up without making them, in the order asked; missing ones are told by their state.
  /// Errors: unreachable, interrupted.
  Result<std::vector<TopicInfo>> lookup(const std::vector<std::string>& topics, const Wait& wait);

  /// Begin and end of every partition of topics that exist. Errors: unreachable (also: a topic is missing or not
  /// allowed), interrupted.
  Result<std::vector<PartitionRange>> ranges(const std::vector<std::string>& topics, const Wait& wait);

  /// Starts reading every partition of `topics` and returns what each held at that moment: a snapshot to stop at, or
  /// to compare positions with. Start::end means the ends of that snapshot. Errors: unreachable, interrupted, usage (an
  /// offset that a partition does not hold).
  Result<std::vector<PartitionRange>> start(const std::vector<std::string>& topics, const Start& start,
                                            const Wait& wait);
  /// All topics in order of name; those that Kafka keeps for itself too. Errors: unreachable, interrupted.
  Result<std::vector<TopicInfo>> list(const Wait& wait);
  /// One position for each range: of the first record of that time (milliseconds since the epoch) or later, or the
  /// range's end. Errors: unreachable, interrupted.
  Result<std::vector<Position>> positions_at(std::int64_t time, const std::vector<PartitionRange>& ranges,
                                             const Wait& wait);
  /// Starts reading at exactly these offsets. Errors: usage (a partition twice), internal.
  Result<void> assign(std::span<const Position> positions);

  /// Joins the group for these topics; a name that starts with ^ is a regular expression (POSIX). Returns at once; the
  /// first records come when the group has settled (some 3 s). A topic that does not exist is waited for, which the log
  /// tells; it is read within seconds of its creation. Errors: usage (Membership::alone, a bad expression).
  Result<void> subscribe(const std::vector<std::string>& topics);
  /// What is called as the group gives partitions to this member and takes them. Set it before subscribe().
  void on_rebalance(RebalanceHandlers handlers);

  /// Brings the next records into `batch`, replacing what it held: what is there already, or, where nothing is, the
  /// first that comes within `wait`; `max_records` at the most (ends of partitions count). An empty batch means that
  /// none came. Lost connections are not an error: they come back, and are logged. Members of a group have to poll
  /// every max.poll.interval.ms. A group that gives out partitions may take longer than `wait` (10 s if brokers are
  /// silent), but not once its flag is set.
  /// Errors: unreachable (topic or partition gone, not authorized), usage (offset out of range), invalid (a record
  /// that cannot be decompressed), internal (the client can go on no more: Cause::fatal or fenced; a handler threw).
  Result<void> poll(Batch& batch, const Wait& wait, std::size_t max_records = max_batch);
  /// Has a poll() that waits look at its Wait's flag at once: call it after the flag was set. From any thread.
  void interrupt();

  /// Holds partitions, or all of a topic, back: poll() brings nothing of them until they are resumed. This is kept if
  /// the group takes and gives them again, and holds for partitions that come later. Offsets are ignored.
  void pause(std::span<const Position> partitions);
  void pause(const std::string& topic);
  /// Goes on with what poll() would have brought next. A topic is resumed with all its partitions; a partition whose
  /// topic is paused stays so.
  void resume(std::span<const Position> partitions);
  void resume(const std::string& topic);

  /// From now on poll() brings the records from these offsets on. Errors: usage (a negative offset, or a partition that
  /// is not read; in a group of Cause::rebalanced): then nothing is changed.
  Result<void> seek(std::span<const Position> next);

  /// Marks a record of a group as done with: the next commit covers it and all before it in its partition.
  Result<void> store(const Record& record);
  /// The same for all records of a batch.
  Result<void> store(const Batch& batch);
  /// The same of positions: each is the next to be read. What is no more this member's is left out.
  Result<void> store(std::span<const Position> next);

  /// Commits what is stored and waits for the answer; tries again what may succeed later. Errors: unreachable
  /// (Cause::rebalanced or evicted: the partitions are being given out anew, and poll() goes on with that),
  /// interrupted, internal.
  Result<void> commit(const Wait& wait);
  /// Commits just these positions, each the next to be read. Errors: the same, and usage (this consumer is in no
  /// group); Cause::rebalanced if one of them is not this member's any more: then nothing is committed.
  Result<void> commit(std::span<const Position> next, const Wait& wait);
  /// The same without waiting. The answer is given to `done` within a later call of poll(), commit() or close(), once;
  /// what `done` throws becomes that call's error. It is not called if the consumer ends without close().
  void commit_async(std::span<const Position> next, std::function<void(const Result<void>&)> done = {});
  /// What the group has committed of these partitions: the next to be read, or a negative offset where there is
  /// nothing. Errors: unreachable, interrupted, usage (this consumer is in no group).
  Result<std::vector<Position>> committed(std::span<const Position> partitions, const Wait& wait);

  /// In a group commits what is stored (unless enable.auto.commit is false), leaves it, and ends the client.
  /// Errors: unreachable (no answer in time), interrupted.
  Result<void> close(const Wait& wait);

  /// The end of a partition as the last answer told it; none if there was none yet.
  [[nodiscard]] std::optional<std::int64_t> known_end(const std::string& topic, std::int32_t partition) const;
  /// Partitions that are being read at the moment, each with the offset of the record that poll() brings next
  /// (negative as long as that is not known).
  [[nodiscard]] std::vector<Position> assignment() const;
  /// The last reason why a connection failed; empty if all is well so far.
  [[nodiscard]] std::string connection_error() const;
  /// Has librdkafka's statistics (JSON, as its STATISTICS.md describes) given to `take` within poll(), every
  /// statistics.interval.ms, which has to be set.
  void on_statistics(std::function<void(std::string_view json)> take);

  struct [[gnu::visibility("hidden")]] Impl;
  /// For other parts of the library.
  [[nodiscard]] Impl& impl() const { return *impl_; }

 private:
  explicit Consumer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Subscribes to the topics of all known types, also to those that are created later.
Result<void> subscribe_to_all(Consumer& consumer, const Catalog& catalog, std::string_view prefix);

/// Tells when everything up to a snapshot of ends was read. Control records, compaction and aborted transactions leave
/// gaps in offsets; an end that is reached counts as well as the record before it. Used from one thread at a time.
class Snapshot {
 public:
  /// `positions` are where reading starts if that is not the begin of each range.
  explicit Snapshot(const std::vector<PartitionRange>& ranges);
  Snapshot(const std::vector<PartitionRange>& ranges, std::span<const Position> positions);
  Snapshot(Snapshot&&) noexcept;
  Snapshot& operator=(Snapshot&&) noexcept;
  ~Snapshot();

  /// True if the record was there when the snapshot was taken.
  [[nodiscard]] bool contains(const Record& record) const;
  /// Takes note of what was read.
  void add(const Batch& batch);
  /// True once nothing of the snapshot is left to read.
  [[nodiscard]] bool reached() const;
  /// True once nothing of it is left to read in these partitions.
  [[nodiscard]] bool reached(std::span<const Position> partitions) const;

 private:
  struct [[gnu::visibility("hidden")]] Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace thoth::kafka

#pragma GCC visibility pop
