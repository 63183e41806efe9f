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
    before_end,   ///< `value` records before the end, which control records and compaction leave gaps between
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

/// Where reading starts and stops, as options say it; each is as it was typed.
struct Span {
  std::optional<std::string> offset;  ///< --offset
  std::optional<std::string> since;   ///< --since
  std::optional<std::string> until;   ///< --until
};

/// Reads start (earliest, beginning), end (latest, newest), N, +N, -N, N:M, :end, @TIME and @TIME:TIME, each side of a
/// colon being any of the points. A TIME is RFC 3339, a date (of UTC), milliseconds since the epoch, or a duration
/// before `now` (-1h). Errors: usage.
Result<OffsetSpec> parse_offset(const std::string& text, std::chrono::system_clock::time_point now);

/// The value of --since or --until, named by `option`: a TIME as above, or a duration before `now` (10m). Milliseconds
/// since the epoch. Errors: usage (also a number that is of no time since 1973: it lacks its unit).
Result<std::int64_t> parse_moment(const std::string& option, const std::string& text,
                                  std::chrono::system_clock::time_point now);

/// Joins the options of a span. Without --offset and --since it starts at `usual`, and with --until alone at the start.
/// Errors: usage (one that cannot be read, two that contradict each other, --until in the future).
Result<OffsetSpec> parse_span(const Span& span, const std::string& usual, std::chrono::system_clock::time_point now);

}  // namespace thoth::cli
