// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "kafka/client.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::kafka {

/// Begin and end of every partition of topics that exist, asked of their leaders. Errors: unreachable, interrupted.
Result<std::vector<PartitionRange>> fetch_ranges(Client& client, const std::vector<TopicInfo>& topics,
                                                 const Wait& wait);

/// The same of these partitions.
Result<std::vector<PartitionRange>> fetch_ranges(Client& client, const std::vector<Position>& partitions,
                                                 const Wait& wait);

/// One offset for each partition: at RD_KAFKA_OFFSET_BEGINNING, RD_KAFKA_OFFSET_END or a time in milliseconds; -1 where
/// no record is as late. Errors: unreachable, interrupted.
Result<std::vector<Position>> offsets_at(Client& client, const std::vector<Position>& partitions, std::int64_t time,
                                         const Wait& wait);

/// Fills in where a member of a group starts in the partitions it was given: where the group committed, and where it
/// did not, or what it committed is no more, at an absolute offset, so that what comes from now on is not missed. What
/// is gone is told in the log. With GroupStart::fail such partitions are left to librdkafka, which reports them.
/// Returns those of which the group had committed nothing. Errors: unreachable, interrupted.
Result<std::vector<Position>> find_group_positions(Client& client, rd_kafka_topic_partition_list_t& partitions,
                                                   GroupStart start, const Wait& wait);

/// Fills in what the group of the client has committed, RD_KAFKA_OFFSET_INVALID where it has nothing.
/// Errors: unreachable, interrupted.
Result<void> fetch_committed(Client& client, rd_kafka_topic_partition_list_t& partitions, const Wait& wait);

/// Positions as librdkafka lists them.
PartitionsHandle list_of(std::span<const Position> positions);
std::vector<Position> positions_of(const rd_kafka_topic_partition_list_t& list);

}  // namespace thoth::kafka
