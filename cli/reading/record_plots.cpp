// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/record_plots.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "base/utc_text.hpp"
#include "output/text.hpp"
#include "page/plot.hpp"

namespace thoth::cli {
namespace {

/// "2026-01-15 10:00:00": as exact as a stretch of that length needs.
std::string moment_text(std::int64_t time, std::int64_t width) {
  std::string text = utc_text(time);
  const auto t = text.find('T');
  if (t == std::string::npos) return text;
  text[t] = ' ';
  constexpr std::size_t to_day = 10;
  constexpr std::size_t to_minute = 16;
  constexpr std::size_t to_second = 19;
  constexpr std::size_t to_millisecond = 23;
  text.resize(width % 86'400'000 == 0 ? to_day
              : width % 60'000 == 0   ? to_minute
              : width % 1000 == 0     ? to_second
                                      : to_millisecond);
  return text;
}

PlotBar bar_of(const JudgedCounts& counts, Validated validated, std::string label) {
  if (validated == Validated::no) return {0, 0, 0, std::move(label), counts.records()};
  return {counts.valid, counts.invalid, counts.not_validated, std::move(label)};
}

std::vector<std::string> time_scale(const TimeSeries& series) {
  constexpr std::size_t marks = 5;
  const std::int64_t length = series.width * static_cast<std::int64_t>(series.bins.size());
  const std::size_t count = series.bins.size() < marks ? 2 : marks;
  std::vector<std::string> scale;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t time =
        series.from + length / static_cast<std::int64_t>(count - 1) * static_cast<std::int64_t>(i);
    scale.push_back(moment_text(i + 1 == count ? series.from + length : time, series.width));
  }
  return scale;
}

std::string range_text(const SizeBin& bin) {
  if (bin.to == std::numeric_limits<std::uint64_t>::max()) return byte_text(bin.from) + " or more";
  if (bin.to == bin.from + 1) return byte_text(bin.from);
  return byte_text(bin.from) + " to " + byte_text(bin.to);
}

std::vector<std::string> size_scale(const std::vector<SizeBin>& bins) {
  std::vector<std::string> scale{byte_text(bins.front().from)};
  if (bins.size() > 4) scale.push_back(byte_text(bins[bins.size() / 2].from));
  const SizeBin& last = bins.back();
  scale.push_back(last.to == std::numeric_limits<std::uint64_t>::max() ? range_text(last) : byte_text(last.to));
  return scale;
}

}  // namespace

std::string stretch_text(std::int64_t milliseconds) {
  constexpr std::array<std::pair<std::int64_t, const char*>, 5> units{
      {{86'400'000, "d"}, {3'600'000, "h"}, {60'000, "min"}, {1000, "s"}, {1, "ms"}}};
  for (const auto& [length, name] : units) {
    if (milliseconds % length == 0) return fmt::format("{} {}", milliseconds / length, name);
  }
  return {};
}

std::string rate_text(double per_second) {
  if (per_second >= 1) return grouped(static_cast<std::uint64_t>(std::llround(per_second))) + " a second";
  if (per_second * 60 >= 1) return fmt::format("{:.1f} a minute", per_second * 60);
  if (per_second * 3600 >= 1) return fmt::format("{:.1f} an hour", per_second * 3600);
  return fmt::format("{:.1f} a day", per_second * 86'400);
}

Html time_plot(const TimeLine& times, Validated validated) {
  const TimeSeries series = times.series(max_time_bars);
  if (series.bins.empty()) return {};
  BarPlot plot;
  JudgedCounts all;
  for (std::size_t i = 0; i < series.bins.size(); ++i) {
    all += series.bins[i];
    plot.bars.push_back(bar_of(series.bins[i], validated, moment_text(series.begin_of(i), series.width) + " UTC"));
  }
  plot.title = fmt::format("Records by time (UTC), a bar for each {}", stretch_text(series.width));
  if (series.outside != 0) {
    plot.title += "; left out, far from all others: " + counted(series.outside, "record", "records");
  }
  plot.scale = time_scale(series);
  plot.summary = fmt::format("Records by time from {} to {} UTC: {} records", plot.scale.front(), plot.scale.back(),
                             all.records());
  if (validated == Validated::yes) plot.summary += fmt::format(", {} of them invalid", all.invalid);
  plot.invalid_alone = InvalidAlone::yes;
  return plot_html(plot);
}

Html size_plot(const SizeCounts& sizes, Validated validated) {
  constexpr std::size_t least_bars = 24;  // a few would look like walls
  const std::vector<SizeBin> bins = sizes.bins(least_bars);
  if (bins.empty()) return {};
  BarPlot plot;
  for (const SizeBin& bin : bins) plot.bars.push_back(bar_of(bin.records, validated, range_text(bin)));
  plot.title = "Records by size of their values";
  plot.scale = size_scale(bins);
  plot.summary = fmt::format("Records by size of their values, from {} to {}", plot.scale.front(), plot.scale.back());
  return plot_html(plot);
}

}  // namespace thoth::cli
