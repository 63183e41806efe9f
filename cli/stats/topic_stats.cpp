// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/topic_stats.hpp"

#include <algorithm>
#include <limits>

#include "reading/origin.hpp"

namespace thoth::cli {
namespace {

/// What a type is called: an event by its own attribute, other contents by their topic's type.
Name name_of(const ValidatedRecord& validated) {
  Name name{std::nullopt, origin_of(validated).version};
  if (validated.topic.event != cloud_event::Mode::none) {
    const std::string_view type = event_names(validated).type;
    if (!type.empty()) name.name = type;
  } else if (validated.topic.schema != nullptr) {
    name.name = validated.topic.schema->topic;
  }
  return name;
}

}  // namespace

bool TopicStats::is_complete() const {
  return std::all_of(partitions.begin(), partitions.end(),
                     [](const PartitionStats& partition) { return partition.next >= partition.to; });
}

void TopicStats::add(const ValidatedRecord& validated, std::size_t index) {
  const kafka::Record& record = validated.record;
  partitions[index].stats.add(record);
  if (!record.value) return;
  types.add(name_of(validated));
  if (const SchemaFrame frame = value_frame(record); frame.is_there()) {
    const std::string schema = frame.schema();
    schema_ids.add({schema, std::nullopt});
  }
}

RecordStats TopicStats::total() const {
  constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();
  RecordStats sum(any_number);
  for (const PartitionStats& partition : partitions) sum.merge(partition.stats);
  return sum;
}

std::optional<Skew> TopicStats::skew() const {
  if (partitions.size() < 2) return std::nullopt;
  std::uint64_t records = 0;
  for (const PartitionStats& partition : partitions) records += partition.stats.records;
  if (records == 0) return std::nullopt;
  const PartitionStats& fullest =
      *std::max_element(partitions.begin(), partitions.end(),
                        [](const auto& left, const auto& right) { return left.stats.records < right.stats.records; });
  const double mean = static_cast<double>(records) / static_cast<double>(partitions.size());
  const auto most = static_cast<double>(fullest.stats.records);
  Skew skew{fullest.partition, most / mean, fullest.stats.records, std::nullopt};
  const auto keys = fullest.stats.frequent_keys.most_frequent(fullest.stats.records, 1);
  const bool is_cause = !keys.empty() && most > mean && static_cast<double>(keys.front().at_least) >= (most - mean) / 2;
  if (is_cause) skew.key = keys.front();
  return skew;
}

Volume volume_of(const Stats& stats) {
  Volume sum;
  for (const TopicStats& topic : stats.topics) {
    for (const PartitionStats& partition : topic.partitions) {
      sum.records += partition.stats.records;
      sum.bytes += partition.stats.bytes;
    }
  }
  return sum;
}

double share_of(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace thoth::cli
