// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "page/html.hpp"
#include "reading/size_counts.hpp"
#include "reading/time_line.hpp"

namespace thoth::cli {

/// Bars of a time line at most: as many as can be told apart on a page.
inline constexpr std::size_t max_time_bars = 150;

/// Whether the records of a plot were validated; if not, it tells of their number alone.
enum class Validated : bool { no, yes };

/// When the records of a topic were written, and how many of them are valid; empty if none has a time.
[[nodiscard]] Html time_plot(const TimeLine& times, Validated validated = Validated::yes);

/// The sizes of their values in bytes; empty for a topic without values.
[[nodiscard]] Html size_plot(const SizeCounts& sizes, Validated validated = Validated::yes);

/// "15 a second", or of less than one "1.5 a minute", "12.0 an hour", "3.0 a day".
[[nodiscard]] std::string rate_text(double per_second);

/// A stretch of time: "500 ms", "10 s", "2 h", "4 d".
[[nodiscard]] std::string stretch_text(std::int64_t milliseconds);

}  // namespace thoth::cli
