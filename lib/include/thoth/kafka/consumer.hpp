// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

struct rd_kafka_s;  // librdkafka's client; see native.hpp

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

/// Reads records. Used from one thread at a time. Records carry only what transactions committed (isolation.level), and
/// checksums are verified (check.crcs), unless the Config says otherwise.
///
///   auto consumer = Consumer::create(config, Membership::alone);
///   consumer->start({"thoth.solver.solved-package"}, Start::beginning(), wait);
///   Batch batch;
///   while (consumer->poll(batch)) for (const Record& record : batch.records()) …
///
/// In a group: create(config, Membership::group), subscribe(…), and store(record) for each record that is done with:
/// only stored ones are committed (at least once).
class Consumer {
 public:
  /// Makes the consumer; connects in the background. Errors: usage (properties that contradict each other, a group
  /// without group.id).
  static Result<Consumer> create(const Config& config, Membership membership, LogSink log = {});

  Consumer(Consumer&&) noexcept;
  Consumer& operator=(Consumer&&) noexcept;
  /// Ends the client without leaving its group in good order; close() does that.
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
  /// first records come when the group has settled (some 3 s). Errors: usage (Membership::alone, a bad expression).
  Result<void> subscribe(const std::vector<std::string>& topics);
  /// How often the group gave this member partitions (perhaps none); 0 as long as it did not.
  [[nodiscard]] std::uint64_t assignments() const;
  /// The partitions of this member, with where it began each; negative: librdkafka found that by itself.
  [[nodiscard]] std::vector<Position> given() const;
  /// Has `resolve` called while polling, before partitions are taken from this member: what it stores then is still
  /// committed.
  void before_giving_up(std::function<void()> resolve);

  /// Brings the next records into `batch`, replacing what it held; waits at most `timeout` (at most Wait::slice) for
  /// the first. An empty batch means none came yet. Lost connections are not an error: they come back, and are logged.
  /// Errors: unreachable (topic or partition gone, not authorized), usage (offset out of range), invalid (a record
  /// that cannot be decompressed), internal (the client can go on no more).
  Result<void> poll(Batch& batch, milliseconds timeout = Wait::slice);

  /// Marks a record of a group as done with: the next commit covers it and all before it in its partition.
  Result<void> store(const Record& record);
  /// The same for all records of a batch.
  Result<void> store(const Batch& batch);
  /// The same of positions: each is the next to be read.
  Result<void> store(std::span<const Position> next);
  /// Commits what is stored and waits for the answer. Errors: unreachable, interrupted.
  Result<void> commit(const Wait& wait);

  /// In a group commits what is stored (unless enable.auto.commit is false), leaves it, and ends the client.
  /// Errors: unreachable (no answer in time), interrupted.
  Result<void> close(const Wait& wait);

  /// The end of a partition as the last answer told it; none if there was none yet.
  [[nodiscard]] std::optional<std::int64_t> known_end(const std::string& topic, std::int32_t partition) const;
  /// Partitions that are being read at the moment, each with the offset of the record that poll() brings next
  /// (negative before it has brought one).
  [[nodiscard]] std::vector<Position> assignment() const;
  /// The last reason why a connection failed; empty if all is well so far.
  [[nodiscard]] std::string connection_error() const;

  struct [[gnu::visibility("hidden")]] Impl;

 private:
  friend rd_kafka_s* native_handle(const Consumer& consumer);
  explicit Consumer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Subscribes to the topics of all known types, also to those that are created later.
Result<void> subscribe_to_all(Consumer& consumer, const Catalog& catalog, std::string_view prefix);

/// Tells when everything up to a snapshot of ends was read. Control records, compaction and aborted transactions leave
/// gaps in offsets; an end that is reached counts as well as the record before it.
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
