// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judging/record_validator.hpp"
#include "reading/sweep.hpp"
#include "stats/name_counts.hpp"
#include "stats/record_stats.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/topic_info.hpp"

namespace thoth::cli {

/// What a partition holds from where to where, and how far it was read.
struct PartitionStats {
  PartitionStats(std::int32_t number, std::int64_t begin, std::int64_t end, std::size_t max_stretches)
      : partition(number), from(begin), to(end), next(begin), stats(max_stretches) {}

  std::int32_t partition = 0;
  std::int64_t from = 0;
  std::int64_t to = 0;    ///< the offset after the last
  std::int64_t next = 0;  ///< the offset that was to be read next
  RecordStats stats;
};

/// The partition with the most records, and what put them there.
struct Skew {
  std::int32_t partition = 0;
  double ratio = 1;                ///< its records, to the mean of all partitions that were read
  std::uint64_t records = 0;       ///< of that partition
  std::optional<FrequentKey> key;  ///< that makes up at least half of what it holds above the mean; none: no single one
};

/// What a topic holds.
struct TopicStats {
  std::string name;
  std::string base;                                ///< without the prefix
  bool is_known = false;                           ///< a message type is known for it
  std::optional<kafka::TopicSetting> compression;  ///< compression.type; none: the cluster does not tell
  std::vector<PartitionStats> partitions;          ///< those that were read
  NameCounts types;       ///< of values: the type of their topic or of the event they are, with their "version"
  NameCounts schema_ids;  ///< of values with a schema registry's frame

  /// True once all of it was read.
  [[nodiscard]] bool is_complete() const;
  /// Counts a record of partition `index` of partitions.
  void add(const ValidatedRecord& validated, std::size_t index);
  /// Of all partitions together.
  [[nodiscard]] RecordStats total() const;
  /// None if there are fewer than two partitions, or no records.
  [[nodiscard]] std::optional<Skew> skew() const;
};

/// What was found in all of them.
struct Stats {
  std::int64_t began = 0;  ///< milliseconds since the epoch
  std::vector<TopicStats> topics;
  std::optional<CutShort> cut;  ///< why not all of it was read
};

/// Some records, and the bytes of their values.
struct Volume {
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
};

/// Of all topics.
[[nodiscard]] Volume volume_of(const Stats& stats);

/// `part` of `whole`, from 0 to 1; 0 of nothing.
[[nodiscard]] double share_of(std::uint64_t part, std::uint64_t whole);

}  // namespace thoth::cli
