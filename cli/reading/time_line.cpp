// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/time_line.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace thoth::cli {
namespace {

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = TimeLine::minute;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

/// Each is a multiple of the one before; past the last they double.
constexpr std::array<std::int64_t, 22> widths{1,           2,           10,          20,          100,      200,
                                              second,      2 * second,  10 * second, 30 * second, minute,   2 * minute,
                                              10 * minute, 30 * minute, hour,        2 * hour,    6 * hour, 12 * hour,
                                              day,         2 * day,     4 * day,     8 * day};

std::int64_t next_width(std::int64_t width) {
  const auto* const found = std::upper_bound(widths.begin(), widths.end(), width);
  return found == widths.end() ? width * 2 : *found;
}

/// The last millisecond of the year 9999, which no record of sense is past: sums stay far from overflow.
constexpr std::int64_t last_time = 253'402'300'799'999;

using Bins = std::map<std::int64_t, JudgedCounts>;

/// The numbers of the bins between which all but one record in 200 at either end are.
std::pair<std::int64_t, std::int64_t> core(const Bins& bins, std::uint64_t records) {
  const std::uint64_t spare = records / 200;
  const auto after = [spare](auto from, auto to) {
    std::uint64_t passed = 0;
    while (from != to && (passed += from->second.records()) <= spare) ++from;
    return from->first;
  };
  return {after(bins.begin(), bins.end()), after(bins.rbegin(), bins.rend())};
}

/// What is shown: all, unless a few records far away would leave no room for the others.
std::pair<std::int64_t, std::int64_t> window(const Bins& bins, std::uint64_t records) {
  constexpr std::int64_t far = 8;
  const std::pair all{bins.begin()->first, bins.rbegin()->first};
  const auto [from, to] = core(bins, records);
  const std::int64_t size = to - from + 1;
  if (all.second - all.first + 1 <= far * size) return all;
  const auto first = bins.lower_bound(from - size);
  const auto last = std::prev(bins.upper_bound(to + size));
  return {first->first, last->first};
}

}  // namespace

void TimeLine::add(std::int64_t timestamp, const JudgedCounts& records) {
  const std::int64_t number = std::min(timestamp, last_time) / width_;
  if (last_ == nullptr || number != last_number_) {
    last_ = &bins_[number];
    last_number_ = number;
  }
  *last_ += records;
  while (bins_.size() > max_bins) widen();
}

void TimeLine::widen() {
  const std::int64_t width = next_width(width_);
  Bins wider;
  for (const auto& [number, bin] : bins_) wider[number / (width / width_)] += bin;
  bins_ = std::move(wider);
  width_ = width;
  last_ = nullptr;
}

TimeSeries TimeLine::series(std::size_t max) const {
  TimeSeries series;
  if (bins_.empty()) return series;
  std::uint64_t records = 0;
  for (const auto& [number, bin] : bins_) records += bin.records();
  const auto ends = window(bins_, records);
  const std::int64_t first = ends.first;
  const std::int64_t last = ends.second;
  std::int64_t width = width_;
  const auto length = [&] { return last / (width / width_) - first / (width / width_) + 1; };
  while (length() > static_cast<std::int64_t>(max)) width = next_width(width);
  const std::int64_t factor = width / width_;
  series.width = width;
  series.from = first / factor * width;
  series.bins.resize(static_cast<std::size_t>(length()));
  for (const auto& [number, bin] : bins_) {
    if (number < first || number > last) {
      series.outside += bin.records();
    } else {
      series.bins[static_cast<std::size_t>(number / factor - first / factor)] += bin;
    }
  }
  return series;
}

}  // namespace thoth::cli
