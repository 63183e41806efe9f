#pragma once

#include "kafka/client.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::kafka {

/// Fills in where a member of a group starts in the partitions it was given: where the group committed, and where it
/// did not, or what it committed is no more, at an absolute offset, so that what comes from now on is not missed. What
/// is gone is told in the log. With GroupStart::fail such partitions are left to librdkafka, which reports them.
/// Errors: unreachable, interrupted.
Result<void> find_group_positions(Client& client, rd_kafka_topic_partition_list_t& partitions, GroupStart start,
                                  const Wait& wait);

}  // namespace thoth::kafka
