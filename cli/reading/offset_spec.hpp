// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "thoth/error.hpp"

namespace thoth::cli {

/// A point in every partition, as --offset names it.
struct OffsetPoint {
  enum class Kind : std::uint8_t {
    start,        ///< the oldest record
    end,          ///< after the newest record
    offset,       ///< `value` itself
    after_start,  ///< `value` records after the oldest
    before_end,   ///< `value` records before the end
    time,         ///< the first record of that time or later; `value`: milliseconds since the epoch
  };
  Kind kind = Kind::end;
  std::int64_t value = 0;

  friend bool operator==(const OffsetPoint&, const OffsetPoint&) = default;
};

/// Where reading starts, and where it stops if it does by itself: before `to`.
struct OffsetSpec {
  OffsetPoint from;
  std::optional<OffsetPoint> to;

  friend bool operator==(const OffsetSpec&, const OffsetSpec&) = default;
};

/// Reads start, end, N, +N, -N, N:M, :end, @TIME and @TIME:TIME, each side of a colon being any of the points. A TIME
/// is RFC 3339, a date (of UTC), milliseconds since the epoch, or a duration before `now` (-1h). Errors: usage.
Result<OffsetSpec> parse_offset(const std::string& text, std::chrono::system_clock::time_point now);

}  // namespace thoth::cli
