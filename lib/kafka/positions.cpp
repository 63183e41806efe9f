// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/positions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kafka/metadata.hpp"

namespace thoth::kafka {
namespace {

std::span<rd_kafka_topic_partition_t> elements(const rd_kafka_topic_partition_list_t& list) {
  return {list.elems, static_cast<std::size_t>(list.cnt)};
}

/// The first partition that has no answer; leaders that change are worth another try.
const rd_kafka_topic_partition_t* first_failed(const rd_kafka_topic_partition_list_t& list) {
  const auto all = elements(list);
  const auto failed = std::ranges::find_if(all, [](const auto& element) { return element.err != 0; });
  return failed == all.end() ? nullptr : &*failed;
}

bool is_final(rd_kafka_resp_err_t code) {
  return code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED || code == RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC;
}

/// Those of partitions that are listed topic by topic.
std::vector<std::string> topics_of(const std::vector<Position>& partitions) {
  std::vector<std::string> topics;
  for (const Position& partition : partitions) {
    if (topics.empty() || topics.back() != partition.topic) topics.push_back(partition.topic);
  }
  return topics;
}

/// Has librdkafka learn who leads these partitions now: until it learns of that by chance, for minutes, it asks those
/// that it knows of, gone or not.
void refresh_leaders(Client& client, const std::vector<Position>& partitions, const Wait& wait) {
  constexpr milliseconds at_most{1000};
  const Wait bounded = Wait::at_most(std::min(at_most, wait.left()), wait.stop());
  static_cast<void>(lookup_topics(client, topics_of(partitions), bounded));
}

tl::unexpected<Error> final_error(rd_kafka_resp_err_t code, std::string doing, std::string subject) {
  const bool is_denied = code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED;
  return tl::unexpected<Error>(
      kafka_error(code, std::move(doing), std::move(subject), {}, is_denied ? "ask for permission to read it" : ""));
}

/// Where to go on from a committed offset that is no more.
std::int64_t instead_of(std::int64_t committed, const PartitionRange& range, GroupStart start) {
  // What was not yet read and is still there would be skipped at the end.
  if (committed < range.begin) return range.begin;
  return start == GroupStart::beginning ? range.begin : range.end;
}

}  // namespace

Result<void> fetch_committed(Client& client, rd_kafka_topic_partition_list_t& partitions, const Wait& wait) {
  constexpr auto doing = "asking for committed offsets at";
  Patience patience;
  while (!wait.over()) {
    for (auto& element : elements(partitions)) element.err = RD_KAFKA_RESP_ERR_NO_ERROR;
    const auto code = rd_kafka_committed(client.get(), &partitions, patience.milliseconds_for(wait));
    const auto* const failed = first_failed(partitions);
    // What may not be seen is not the same as nothing.
    if (failed != nullptr && failed->err == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED) {
      return final_error(failed->err, "asking for the committed offset of", failed->topic);
    }
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
    if (code == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED) {
      return tl::unexpected<Error>(
          kafka_error(code, doing, client.servers(), {}, "ask for permission to read as this group"));
    }
    patience.answer_was_late();
  }
  return tl::unexpected<Error>(client.wait_error(doing, wait));
}

Result<std::vector<Position>> offsets_at(Client& client, const std::vector<Position>& partitions, std::int64_t time,
                                         const Wait& wait) {
  constexpr auto doing = "asking for offsets at";
  Patience patience;
  rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
  while (!wait.over()) {
    const PartitionsHandle list = list_of(partitions);
    for (auto& element : elements(*list)) element.offset = time;
    code = rd_kafka_offsets_for_times(client.get(), list.get(), patience.milliseconds_for(wait));
    const auto* const failed = first_failed(*list);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR && failed != nullptr) code = failed->err;
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return positions_of(*list);
    // librdkafka does not always say which partition it means.
    if (is_final(code)) {
      return final_error(code, "asking for offsets of",
                         failed != nullptr ? failed->topic : fmt::format("{}", fmt::join(topics_of(partitions), ", ")));
    }
    client.serve(milliseconds{10});
    patience.answer_was_late();
    refresh_leaders(client, partitions, wait);
  }
  Error error = client.wait_error(doing, wait);
  if (!wait.stopped() && client.outage_reason().empty()) error.reason += ": " + words_of(code);
  return tl::unexpected<Error>(std::move(error));
}

PartitionsHandle list_of(std::span<const Position> positions) {
  PartitionsHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(positions.size())));
  for (const auto& position : positions) {
    rd_kafka_topic_partition_list_add(list.get(), position.topic.c_str(), position.partition)->offset = position.offset;
  }
  return list;
}

std::vector<Position> positions_of(const rd_kafka_topic_partition_list_t& list) {
  std::vector<Position> positions;
  for (const auto& element : elements(list)) positions.push_back({element.topic, element.partition, element.offset});
  return positions;
}

Result<std::vector<PartitionRange>> fetch_ranges(Client& client, const std::vector<TopicInfo>& topics,
                                                 const Wait& wait) {
  std::vector<Position> partitions;
  for (const auto& topic : topics) {
    THOTH_TRY(require_existing(topic, "reading topic"));
    for (const auto& partition : topic.partitions) partitions.push_back({topic.name, partition.id, 0});
  }
  return fetch_ranges(client, partitions, wait);
}

Result<std::vector<PartitionRange>> fetch_ranges(Client& client, const std::vector<Position>& partitions,
                                                 const Wait& wait) {
  std::vector<PartitionRange> ranges;
  if (partitions.empty()) return ranges;
  const auto begins = THOTH_TRY(offsets_at(client, partitions, RD_KAFKA_OFFSET_BEGINNING, wait));
  const auto ends = THOTH_TRY(offsets_at(client, partitions, RD_KAFKA_OFFSET_END, wait));
  for (std::size_t i = 0; i < partitions.size(); ++i) {
    ranges.push_back({begins[i].topic, begins[i].partition, begins[i].offset, ends[i].offset});
  }
  return ranges;
}

Result<std::vector<Position>> find_group_positions(Client& client, rd_kafka_topic_partition_list_t& partitions,
                                                   GroupStart start, const Wait& wait) {
  std::vector<Position> uncommitted;
  if (partitions.cnt == 0 || start == GroupStart::fail) return uncommitted;
  THOTH_TRY(fetch_committed(client, partitions, wait));
  const auto ranges = THOTH_TRY(fetch_ranges(client, positions_of(partitions), wait));
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    auto& partition = elements(partitions)[i];
    const PartitionRange& range = ranges[i];
    if (partition.offset == RD_KAFKA_OFFSET_INVALID) {
      partition.offset = start == GroupStart::beginning ? range.begin : range.end;
      uncommitted.push_back({range.topic, range.partition, partition.offset});
    } else if (partition.offset < range.begin || partition.offset > range.end) {
      const auto offset = instead_of(partition.offset, range, start);
      client.log(LogLevel::warning, "the group committed offset " + std::to_string(partition.offset) + " of " +
                                        range.topic + " [" + std::to_string(range.partition) +
                                        "], which is out of range: it holds " + std::to_string(range.begin) + " to " +
                                        std::to_string(range.end) + "; continuing from " + std::to_string(offset));
      partition.offset = offset;
    }
  }
  return uncommitted;
}

}  // namespace thoth::kafka
