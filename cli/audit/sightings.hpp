#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

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
};

/// All violations of one kind in a topic.
struct Sighting {
  Code code = Code::json_syntax;
  std::string pointer;  ///< as append_pointer_pattern makes it
  std::uint64_t count = 0;
  std::vector<Stretch> stretches;  ///< in order of partitions
  Example example;
};

/// "[0] 3 to 9 (5), [1] 7": partitions, offsets, and counts; past `most` partitions only how many there are.
[[nodiscard]] std::string places_text(const Sighting& sighting, std::size_t most);

/// Violations of a topic's records by code and pointer. Memory is bounded: past some number of kinds, new ones are
/// counted together.
class SightingList {
 public:
  /// Counts a violation. Gives its kind where this is the first, for its example to be filled in; else null.
  Sighting* note(const Violation& violation, const kafka::Record& record);

  /// The most frequent first.
  [[nodiscard]] std::vector<const Sighting*> sorted() const;
  /// Violations of kinds that were too many.
  [[nodiscard]] std::uint64_t others() const { return others_; }
  /// All of them.
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  std::unordered_map<std::string, Sighting> kinds_;  // by code and pointer
  std::uint64_t others_ = 0;
  std::uint64_t total_ = 0;
  std::string key_;  // for the search, to be used again
};

}  // namespace thoth::cli
