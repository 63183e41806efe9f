// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "judging/record_validator.hpp"
#include "thoth/violation.hpp"

namespace thoth::cli {

/// What a reading run came to, for its last line.
struct ReadingTally {
  std::uint64_t read = 0;     ///< records
  std::uint64_t matched = 0;  ///< of them, those that fulfil all conditions; these are validated
  std::uint64_t invalid = 0;
  std::uint64_t unvalidated = 0;                      ///< of a topic that no message type is known for
  std::uint64_t dropped = 0;                          ///< invalid and not written
  std::uint64_t bytes = 0;                            ///< of the values of those that match
  std::map<std::string_view, std::uint64_t> by_code;  ///< records that break their contract in this way

  void add(const ValidatedRecord& validated);
  /// "5 records, 4 valid, 1 invalid (missing 1), 1.2 kB in 0.01 s, lag 0".
  [[nodiscard]] std::string text(bool is_filtered, double seconds, std::optional<std::int64_t> lag) const;
};

}  // namespace thoth::cli
