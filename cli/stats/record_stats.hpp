// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "stats/distinct_count.hpp"
#include "stats/frequent_keys.hpp"
#include "stats/minute_counts.hpp"
#include "stats/size_sketch.hpp"
#include "thoth/kafka/record.hpp"

namespace thoth::cli {

/// The record with the largest value; of several the first that was read.
struct LargestRecord {
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  std::size_t size = 0;  ///< bytes of its value
};

/// What is counted of records: those of a partition, or of a whole topic. Memory is bounded: some 120 kB, the
/// first bytes of 256 keys, and 64 bytes for each stretch of minutes.
struct RecordStats {
  explicit RecordStats(std::size_t max_stretches) : minutes(max_stretches) {}

  void add(const kafka::Record& record);
  /// The same as adding all records that were added to `other`.
  void merge(const RecordStats& other);
  /// Records whose key and value, both, an earlier one has.
  [[nodiscard]] Estimate duplicates() const;

  std::uint64_t records = 0;
  std::uint64_t bytes = 0;  ///< of values
  std::uint64_t null_keys = 0;
  std::uint64_t tombstones = 0;                 ///< null values
  std::optional<std::int64_t> first_timestamp;  ///< the least
  std::optional<std::int64_t> last_timestamp;
  std::optional<LargestRecord> largest;  ///< none: all are tombstones
  MinuteCounts minutes;
  SizeSketch sizes;  ///< of values
  DistinctCount keys{14};
  DistinctCount pairs{16};  ///< of key and value
  FrequentKeys frequent_keys;
};

}  // namespace thoth::cli
