// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/minute_counts.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <utility>

using namespace thoth::cli;

namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t noon = 1'768'478'400'000;  // 2026-01-15T12:00:00Z

}  // namespace

TEST_CASE("no records have no busiest minute") {
  const MinuteCounts none(8);
  CHECK_FALSE(none.peak().has_value());
  CHECK(none.mean() == 0);
}

TEST_CASE("records are counted by minute, in any order") {
  MinuteCounts counts(100);
  for (const std::int64_t at : {0, 3, 1, 3, 0, 3}) counts.add(noon + at * minute + 59'999);
  const auto peak = counts.peak();
  REQUIRE(peak.has_value());
  CHECK(peak->start == noon + 3 * minute);
  CHECK(peak->minutes == 1);
  CHECK(peak->records == 3);
  CHECK(counts.mean() == doctest::Approx(6.0 / 4));
}

TEST_CASE("of equally busy minutes the earliest counts") {
  MinuteCounts counts(100);
  for (const std::int64_t at : {5, 2, 5, 2}) counts.add(noon + at * minute);
  CHECK(counts.peak()->start == noon + 2 * minute);
}

TEST_CASE("too many minutes are counted by two, four, eight") {
  MinuteCounts counts(4);
  for (std::int64_t at = 0; at < 16; ++at) {
    counts.add(noon + at * minute);
    if (at == 9) counts.add(noon + at * minute);
  }
  CHECK(counts.width() == 4);
  CHECK(counts.by_stretch().size() == 4);
  const auto peak = counts.peak();
  CHECK(peak->start == noon + 8 * minute);
  CHECK(peak->minutes == 4);
  CHECK(peak->records == 5);
  CHECK(counts.mean() == doctest::Approx(17.0 / 16));
}

TEST_CASE("the oldest and the newest time there can be") {
  MinuteCounts counts(1);
  counts.add(std::numeric_limits<std::int64_t>::max());
  counts.add(0);
  const auto peak = counts.peak();
  CHECK(peak->records == 2);
  CHECK(peak->start == 0);
  CHECK(counts.mean() < 1e-10);
}

TEST_CASE("joining counts is counting everything, by the wider stretches") {
  MinuteCounts narrow(100);
  for (const std::int64_t at : {0, 1, 1, 7}) narrow.add(noon + at * minute);
  MinuteCounts wide(2);
  for (const std::int64_t at : {4, 5, 9, 6}) wide.add(noon + at * minute);
  MinuteCounts joined(100);
  joined.merge(narrow);
  joined.merge(MinuteCounts(1));
  CHECK(joined.peak()->records == 2);
  CHECK(joined.width() == 1);
  joined.merge(wide);
  CHECK(joined.width() == wide.width());
  CHECK(joined.mean() == doctest::Approx(8.0 / 10));
  std::uint64_t sum = 0;
  for (const auto& [stretch, records] : joined.by_stretch()) sum += records;
  CHECK(sum == 8);
}

TEST_CASE("counting goes on after a move") {
  MinuteCounts first(10);
  first.add(noon);
  MinuteCounts second(std::move(first));
  second.add(noon);
  CHECK(second.peak()->records == 2);
}
