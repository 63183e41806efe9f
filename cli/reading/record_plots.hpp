// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "page/html.hpp"
#include "reading/size_counts.hpp"
#include "reading/time_line.hpp"

namespace thoth::cli {

/// Bars of a time line at most: as many as can be told apart on a page.
inline constexpr std::size_t max_time_bars = 150;

/// When the records of a topic were written, and how many of them are valid; empty if none has a time.
[[nodiscard]] Html time_plot(const TimeLine& times);

/// The sizes of their values in bytes; empty for a topic without values.
[[nodiscard]] Html size_plot(const SizeCounts& sizes);

/// A stretch of time: "500 ms", "10 s", "2 h", "4 d".
[[nodiscard]] std::string stretch_text(std::int64_t milliseconds);

}  // namespace thoth::cli
