// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judging/violation_kinds.hpp"
#include "output/marked_text.hpp"
#include "thoth/kafka/record.hpp"
#include "thoth/violation.hpp"

namespace thoth::cli {

/// Where in a partition something was seen.
struct Stretch {
  std::int32_t partition = 0;
  std::uint64_t count = 0;
  std::int64_t first = 0;  ///< offset
  std::int64_t last = 0;
};

/// One case of it.
struct Example {
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  Violation violation;  ///< without secrets
  std::optional<std::string> component_name;
  MarkedText text = {};  ///< of the record's contents, without secrets; empty where none of it may be shown
};

/// Where violations of one kind were seen.
struct Seen {
  std::vector<Stretch> stretches;  ///< in order of partitions
  Example example;
};

/// A kind of violation in a topic, and where it was seen.
struct Sighting {
  ViolationKind kind;
  const Seen& seen;
};

/// "[0] 3 to 9 (5), [1] 7": partitions, offsets, and counts; past `max` partitions only how many there are.
[[nodiscard]] std::string places_text(const Seen& seen, std::size_t max);

/// Violations of a topic's records by kind, with where each kind was seen. Memory is bounded as the kinds are.
class SightingList {
 public:
  /// Counts a violation. Gives the example of its kind, to be filled in, where this is the first; else null.
  Example* add(const Violation& violation, const kafka::Record& record);

  /// The most frequent first. Valid until the next note().
  [[nodiscard]] std::vector<Sighting> sorted() const;
  [[nodiscard]] const ViolationKinds& kinds() const { return kinds_; }

 private:
  static constexpr std::size_t max_kinds = 1000;

  ViolationKinds kinds_{max_kinds};
  std::vector<Seen> seen_;  // by the kind's number
};

}  // namespace thoth::cli
