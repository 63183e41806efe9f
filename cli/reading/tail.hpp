// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "program/context.hpp"
#include "reading/plan.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::cli {

/// More records than this cannot be asked for with --tail.
inline constexpr std::int64_t max_tail = 1'000'000;

/// The last `count` records of several partitions, or all where they have fewer: the indices of their partitions,
/// oldest record first. `timestamps` has those of each partition, in order of offset. Walks back from the ends: of the
/// last records of all partitions that with the latest timestamp is taken next, of equal ones that of the last
/// partition. So records are in order of time as far as their partitions are, and each partition keeps its own order.
[[nodiscard]] std::vector<std::size_t> last_records(std::span<const std::vector<std::int64_t>> timestamps,
                                                    std::size_t count);

/// Moves the starts of a plan forward so that only the last `count` records before its stops are read, of all
/// partitions together. Offsets are no record counts: control records, aborted transactions and compaction leave gaps.
/// So each partition is searched backwards in steps that grow, until it has given `count` records or its start is
/// reached. At the deadline what was found by then counts. Errors: those of Consumer::poll; unreachable (the cluster
/// went silent), interrupted.
Result<void> keep_last(std::int64_t count, kafka::Consumer& consumer, ReadingPlan& plan, const Context& context);

/// Where the last `count` records of each partition begin: the partition's start where it has fewer. The search and its
/// errors are those of keep_last; at the deadline what was found by then counts.
Result<FoundOffsets> last_of_each(std::int64_t count, kafka::Consumer& consumer,
                                  const std::vector<kafka::PartitionRange>& held, const Context& context);

/// Records as they come, partition by partition, put in order: those within `ranges` as last_records() has them, and
/// what came after those. Holds them until all of the ranges were read.
class TailBuffer {
 public:
  explicit TailBuffer(const std::vector<kafka::PartitionRange>& ranges) : ranges_(ranges), snapshot_(ranges) {}

  /// True once nothing of the ranges is left to read.
  [[nodiscard]] bool is_complete() const { return snapshot_.reached(); }
  void add(kafka::Batch batch);
  /// Valid as long as this buffer.
  [[nodiscard]] std::vector<kafka::Record> records() const;
  [[nodiscard]] std::vector<kafka::Position> ends() const;

 private:
  std::vector<kafka::PartitionRange> ranges_;
  kafka::Snapshot snapshot_;
  std::vector<kafka::Batch> batches_;
};

}  // namespace thoth::cli
