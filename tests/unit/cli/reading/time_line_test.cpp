// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/time_line.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace thoth::cli;

namespace {

JudgedCounts sum(const TimeSeries& series) {
  JudgedCounts all;
  for (const JudgedCounts& bin : series.bins) all += bin;
  return all;
}

}  // namespace

TEST_CASE("nothing counted is an empty series") {
  CHECK(TimeLine().empty());
  CHECK(TimeLine().series(10).bins.empty());
}

TEST_CASE("records are counted by time, in any order") {
  TimeLine line;
  line.add(3000, Judged::invalid);
  line.add(1000, Judged::valid);
  line.add(1000, Judged::valid);
  line.add(2000, Judged::not_validated);
  const TimeSeries series = line.series(4);
  CHECK(series.from == 1000);
  CHECK(series.width == 1000);
  REQUIRE(series.bins.size() == 3);
  CHECK(series.bins[0].valid == 2);
  CHECK(series.bins[1].not_validated == 1);
  CHECK(series.bins[2].invalid == 1);
  CHECK(series.begin_of(2) == 3000);
}

TEST_CASE("no record is lost, and no stretch is odd, however long the time is") {
  for (const std::int64_t step : {1, 7, 1000, 61'000, 3'600'001, 86'400'000}) {
    TimeLine line;
    for (std::int64_t i = 0; i < 20'000; ++i)
      line.add(1'700'000'000'000 + i * step, i % 10 == 0 ? Judged::invalid : Judged::valid);
    const TimeSeries series = line.series(120);
    CAPTURE(step);
    CHECK(series.bins.size() <= 120);
    CHECK(series.bins.size() >= 20);
    CHECK(sum(series).valid == 18'000);
    CHECK(sum(series).invalid == 2'000);
    CHECK(series.outside == 0);
    CHECK(series.from <= 1'700'000'000'000);
    CHECK(series.from > 1'700'000'000'000 - series.width);
    const bool is_whole = series.width < 1000 || series.width % 1000 == 0;
    CHECK(is_whole);
  }
}

TEST_CASE("a few records far away do not squeeze all others") {
  TimeLine line;
  for (std::int64_t i = 0; i < 5000; ++i) line.add(1'700'000'000'000 + i * 1000, Judged::valid);
  line.add(0, Judged::invalid);
  line.add(std::numeric_limits<std::int64_t>::max(), Judged::valid);
  const TimeSeries series = line.series(120);
  CHECK(series.outside == 2);
  CHECK(sum(series).records() == 5000);
  CHECK(series.width <= 60'000);
}

TEST_CASE("times without bounds overflow nothing") {
  TimeLine line;
  line.add(0, Judged::valid);
  line.add(std::numeric_limits<std::int64_t>::max(), Judged::valid);
  const TimeSeries series = line.series(120);
  CHECK(sum(series).records() + series.outside == 2);
  CHECK(series.bins.size() <= 120);
}

TEST_CASE("records may be counted by the minute, many at a time") {
  TimeLine line(TimeLine::minute);
  line.add(0, {0, 0, 5});
  line.add(9 * TimeLine::minute, {1, 1, 0});
  const TimeSeries series = line.series(100);
  CHECK(series.width == TimeLine::minute);
  REQUIRE(series.bins.size() == 10);
  CHECK(series.bins[0].not_validated == 5);
  CHECK(series.bins[9].records() == 2);
}
