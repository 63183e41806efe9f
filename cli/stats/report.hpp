// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

#include "output/output.hpp"
#include "stats/options.hpp"
#include "stats/topic_stats.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// Keys that a report names, at most.
inline constexpr std::size_t max_frequent_keys = 10;

/// Writes what topics hold. `width`: columns of a text report. Errors: io.
Result<void> write_stats(const Stats& stats, StatsFormat format, std::size_t width, Output& out);

/// The report for people: a part a topic, wrapped to `width` columns.
[[nodiscard]] std::string stats_text(const Stats& stats, std::size_t width);

/// The report to look at: a page of HTML.
[[nodiscard]] std::string stats_html(const Stats& stats);

/// The report for programs: an object of JSON a topic, a line each.
[[nodiscard]] std::string stats_json(const Stats& stats);

}  // namespace thoth::cli
