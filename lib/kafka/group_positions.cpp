#include "kafka/group_positions.hpp"

#include <span>

#include "kafka/metadata.hpp"
#include "kafka/positions.hpp"

namespace thoth::kafka {
namespace {

std::span<rd_kafka_topic_partition_t> elements(rd_kafka_topic_partition_list_t& list) {
  return {list.elems, static_cast<std::size_t>(list.cnt)};
}

Result<void> fetch_committed(Client& client, rd_kafka_topic_partition_list_t& partitions, const Wait& wait) {
  constexpr auto doing = "asking for committed offsets at";
  Patience patience;
  while (!wait.over()) {
    const auto code = rd_kafka_committed(client.get(), &partitions, patience.milliseconds_for(wait));
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
    if (code == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED) {
      return fail(code_of(code), doing, client.servers(), words_of(code), "ask for permission to read as this group");
    }
    patience.answer_was_late();
  }
  return tl::unexpected<Error>(client.wait_error(doing, wait));
}

/// Where to go on from a committed offset that is no more.
std::int64_t instead_of(std::int64_t committed, const PartitionRange& range, GroupStart start) {
  // What was not yet read and is still there would be skipped at the end.
  if (committed < range.begin) return range.begin;
  return start == GroupStart::beginning ? range.begin : range.end;
}

}  // namespace

Result<void> find_group_positions(Client& client, rd_kafka_topic_partition_list_t& partitions, GroupStart start,
                                  const Wait& wait) {
  if (partitions.cnt == 0 || start == GroupStart::fail) return {};
  THOTH_TRY(fetch_committed(client, partitions, wait));
  THOTH_TRY_ASSIGN(const auto ranges, fetch_ranges(client, positions_of(partitions), wait));
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    auto& partition = elements(partitions)[i];
    const PartitionRange& range = ranges[i];
    if (partition.offset == RD_KAFKA_OFFSET_INVALID) {
      partition.offset = start == GroupStart::beginning ? range.begin : range.end;
    } else if (partition.offset < range.begin || partition.offset > range.end) {
      const auto offset = instead_of(partition.offset, range, start);
      client.log(LogLevel::warning, "the group committed offset " + std::to_string(partition.offset) + " of " +
                                        range.topic + " [" + std::to_string(range.partition) +
                                        "], which is out of range: it holds " + std::to_string(range.begin) + " to " +
                                        std::to_string(range.end) + "; reading goes on from " + std::to_string(offset));
      partition.offset = offset;
    }
  }
  return {};
}

}  // namespace thoth::kafka
