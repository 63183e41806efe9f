// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/size_counts.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace thoth::cli;

TEST_CASE("no size counted is no bin") {
  CHECK(SizeCounts().bins().empty());
}

TEST_CASE("sizes are counted in steps of a tenth to a fifth") {
  SizeCounts sizes;
  sizes.add(9, Judged::invalid);
  sizes.add(11, Judged::valid);
  sizes.add(12, Judged::valid);
  sizes.add(101, Judged::valid);
  const auto bins = sizes.bins();
  REQUIRE(bins.size() == 18);
  CHECK(bins[0].from == 9);
  CHECK(bins[0].to == 10);
  CHECK(bins[0].records.invalid == 1);
  CHECK(bins[1].from == 10);
  CHECK(bins[1].to == 12);
  CHECK(bins[1].records.valid == 1);
  CHECK(bins[2].records.valid == 1);
  CHECK(bins[17].from == 100);
  CHECK(bins[17].to == 120);
}

TEST_CASE("few sizes have empty ones around them") {
  SizeCounts sizes;
  sizes.add(0, Judged::valid);
  CHECK(sizes.bins().size() == 1);
  CHECK(sizes.bins(24).size() == 24);
  CHECK(sizes.bins(24).front().from == 0);
  sizes.add(150, Judged::valid);
  CHECK(sizes.bins(1000).size() == 139);
}

TEST_CASE("what is larger than any step is in the last one") {
  SizeCounts sizes;
  sizes.add(std::numeric_limits<std::uint64_t>::max(), Judged::not_validated);
  sizes.add(900'000'000, Judged::valid);
  const auto bins = sizes.bins();
  CHECK(bins.front().from == 900'000'000);
  CHECK(bins.back().from == 1'000'000'000);
  CHECK(bins.back().to == std::numeric_limits<std::uint64_t>::max());
  CHECK(bins.back().records.not_validated == 1);
}
