// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "reading/judged_counts.hpp"

namespace thoth::cli {

/// Stretches of equal length that follow one another.
struct TimeSeries {
  std::int64_t from = 0;   ///< where the first begins, in milliseconds since the epoch
  std::int64_t width = 1;  ///< of each, in milliseconds
  std::vector<JudgedCounts> bins;
  std::uint64_t outside = 0;  ///< records that are too far from all others to be among them

  [[nodiscard]] std::int64_t begin_of(std::size_t bin) const { return from + static_cast<std::int64_t>(bin) * width; }
};

/// Counts records by when they were written, in any order. Memory is bounded: stretches begin with a millisecond, and
/// get longer where there are too many of them, by steps that people use (second, minute, hour, day).
class TimeLine {
 public:
  /// Where times are as exact as a minute, or more.
  static constexpr std::int64_t minute = 60'000;

  /// `width`: of the stretches to begin with, in milliseconds.
  explicit TimeLine(std::int64_t width = 1) : width_(width) {}
  TimeLine(const TimeLine&) = delete;  // last_ leads into the map
  TimeLine(TimeLine&&) = default;
  TimeLine& operator=(const TimeLine&) = delete;
  TimeLine& operator=(TimeLine&&) = default;
  ~TimeLine() = default;

  /// `timestamp`: milliseconds since the epoch, not negative; what is past the year 9999 counts as its end.
  void add(std::int64_t timestamp, const JudgedCounts& records);
  void add(std::int64_t timestamp, Judged record) { add(timestamp, one(record)); }

  [[nodiscard]] bool empty() const { return bins_.empty(); }
  /// All of it in at most `max` stretches; a few records far from all others are only counted.
  [[nodiscard]] TimeSeries series(std::size_t max) const;

 private:
  static constexpr std::size_t max_bins = 2000;

  void widen();

  std::int64_t width_;
  std::map<std::int64_t, JudgedCounts> bins_;  ///< those with records, by their number
  JudgedCounts* last_ = nullptr;               ///< records of one time come in a row
  std::int64_t last_number_ = 0;
};

}  // namespace thoth::cli
