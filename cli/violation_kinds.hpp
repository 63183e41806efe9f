#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "thoth/violation.hpp"

namespace thoth::cli {

/// Counts violations by message type, code and pointer, so that a million equal mistakes are one line. Of elements of
/// an array the index does not count. Memory is bounded: past some number of kinds, new ones are counted together.
class ViolationKinds {
 public:
  void add(std::string_view topic_name, const Violation& violation);

  /// A line for each of the most frequent kinds: count, type, code and pointer; then one for all others.
  [[nodiscard]] std::vector<std::string> lines() const;

 private:
  std::unordered_map<std::string, std::uint64_t> counts_;  // by "topic\0code\0pointer"
  std::uint64_t others_ = 0;
  std::string key_;  // for the search, to be used again
};

}  // namespace thoth::cli
