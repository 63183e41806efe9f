// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "judging/record_validator.hpp"
#include "reading/origin.hpp"
#include "reading/sightings.hpp"
#include "reading/size_counts.hpp"
#include "reading/sweep.hpp"
#include "reading/time_line.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::cli {

/// Records of one component and version.
struct OriginCount {
  std::optional<std::string> component_name;
  std::optional<std::string> version;
  std::uint64_t records = 0;
  std::uint64_t invalid = 0;
};

/// Counts records by who wrote them. Memory is bounded: past some number of origins, new ones are counted together.
class OriginCounts {
 public:
  void add(const RecordOrigin& origin, bool is_valid);

  /// The most frequent first.
  [[nodiscard]] std::vector<const OriginCount*> sorted() const;
  /// Records of origins that were too many.
  [[nodiscard]] const OriginCount& others() const { return others_; }

 private:
  std::unordered_map<std::string, OriginCount> counts_;
  OriginCount others_;
  std::string key_;  // for the search, to be used again
};

/// A stretch of a partition that was to be read, and how far reading came.
struct AuditedPartition {
  std::int32_t partition = 0;
  std::int64_t from = 0;
  std::int64_t to = 0;    ///< the offset after the last
  std::int64_t next = 0;  ///< the offset that was to be read next
  std::uint64_t records = 0;
  std::uint64_t invalid = 0;
  std::uint64_t bytes = 0;  ///< of values
};

/// What a topic holds against its contract.
struct TopicAudit {
  std::string name;
  std::string base;  ///< without the prefix
  bool is_known = false;
  std::string left_out;  ///< why its schema was left out, and where; empty if it was not
  std::vector<AuditedPartition> partitions;
  std::uint64_t records = 0;
  std::uint64_t invalid = 0;
  std::uint64_t not_validated = 0;  ///< that no type is known for, and that nothing else is wrong with
  std::uint64_t events = 0;         ///< that are CloudEvents
  std::uint64_t tombstones = 0;
  std::uint64_t bytes = 0;                      ///< of values
  std::optional<std::int64_t> first_timestamp;  ///< the least
  std::optional<std::int64_t> last_timestamp;
  OriginCounts origins;
  SightingList violations;
  SightingList unknown_members;
  ViolationKinds by_component{max_component_kinds};  ///< violations, with the component in place of the topic
  TimeLine times;
  SizeCounts sizes;  ///< of values

  static constexpr std::size_t max_component_kinds = 1000;

  /// True once all of it was read.
  [[nodiscard]] bool is_complete() const;
  /// `validated` has the violations that count; `unknown`: members that its type does not declare.
  void add(const ValidatedRecord& validated, const Violations& unknown, const RecordOrigin& origin);
};

/// What was found in all of them.
struct Audit {
  std::vector<TopicAudit> topics;
  std::int64_t began = 0;       ///< milliseconds since the epoch
  std::optional<CutShort> cut;  ///< why not all of it was read

  [[nodiscard]] std::uint64_t violations() const;
};

}  // namespace thoth::cli
