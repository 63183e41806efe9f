// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "program/context.hpp"
#include "reading/offset_spec.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::cli {

/// Where each partition is read, as absolute offsets.
struct ReadingPlan {
  std::vector<kafka::PartitionRange> held;  ///< what each partition held when it was asked
  std::vector<kafka::Position> from;        ///< as held: where reading starts
  std::vector<std::int64_t> stop;           ///< as held: the offset to stop before
};

/// The ranges of the partitions named; of all if none is. Errors: usage (a topic has no such partition).
Result<std::vector<kafka::PartitionRange>> choose_partitions(std::vector<kafka::PartitionRange> ranges,
                                                             const std::vector<std::int32_t>& partitions);

/// Offsets that only the cluster can tell, one a partition: for a time that of the first record as late, or the end;
/// for a number of records before the end that of the first of them.
using FoundOffsets = std::vector<kafka::Position>;

/// Turns points into offsets. `from_found` and `to_found` are as `held`, and empty where their point is found without
/// asking; records before the end are offsets then. Errors: usage (an offset that a partition does not hold, and what
/// it holds).
Result<ReadingPlan> plan_reading(std::vector<kafka::PartitionRange> held, const OffsetSpec& spec,
                                 const FoundOffsets& from_found, const FoundOffsets& to_found);

/// Asks the cluster what the partitions of topics hold, those named or all, and plans how they are read.
/// Errors: those of choose_partitions and plan_reading; unreachable, interrupted.
Result<ReadingPlan> plan_on_cluster(kafka::Consumer& consumer, const std::vector<std::string>& topics,
                                    const std::vector<std::int64_t>& partitions, const OffsetSpec& spec,
                                    const Context& context);

/// What is read of each partition, to stop at.
[[nodiscard]] std::vector<kafka::PartitionRange> stretches(const ReadingPlan& plan);

/// "from offset 3 to 7 of t [0]", a partition each, for people who ask what is read.
[[nodiscard]] std::vector<std::string> describe(const ReadingPlan& plan);

}  // namespace thoth::cli
