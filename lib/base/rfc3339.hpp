// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

/// RFC 3339's dates and times, taken apart.
namespace thoth::rfc3339 {

/// "10:00:00.5+01:00"
struct Time {
  std::chrono::milliseconds since_midnight{};  ///< finer fractions are cut
  std::chrono::minutes offset{};               ///< east of Greenwich
  bool is_leap_second = false;                 ///< second 60: the next minute's first in `since_midnight`
};

/// None if the text is not a date ("2026-11-24"), or its month lacks the day.
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_date(std::string_view text);

/// None if the text is not a time with an offset. Second 60 is taken in every minute.
[[nodiscard]] std::optional<Time> parse_time(std::string_view text);

}  // namespace thoth::rfc3339
