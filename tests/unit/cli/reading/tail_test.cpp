// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/tail.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;

namespace {

using Timestamps = std::vector<std::vector<std::int64_t>>;
using Indices = std::vector<std::size_t>;

}  // namespace

TEST_CASE("the last records of several partitions, in order of time") {
  const Timestamps timestamps{{10, 40, 50}, {20, 30, 60}};
  CHECK(last_records(timestamps, 1) == Indices{1});
  CHECK(last_records(timestamps, 3) == Indices{0, 0, 1});
  CHECK(last_records(timestamps, 4) == Indices{1, 0, 0, 1});
  CHECK(last_records(timestamps, 6) == Indices{0, 1, 1, 0, 0, 1});
}

TEST_CASE("fewer records than asked for are all of them") {
  CHECK(last_records(Timestamps{{5}, {}}, 3) == Indices{0});
  CHECK(last_records(Timestamps{{}, {}}, 3).empty());
  CHECK(last_records(Timestamps{}, 3).empty());
  CHECK(last_records(Timestamps{{5}}, 0).empty());
}

TEST_CASE("of equal times the last partition is the last") {
  CHECK(last_records(Timestamps{{7, 7}, {7, 7}}, 3) == Indices{0, 1, 1});
}

TEST_CASE("a partition keeps its own order, whatever its timestamps") {
  CHECK(last_records(Timestamps{{10, 90, 20}}, 2) == Indices{0, 0});
  CHECK(last_records(Timestamps{{10, 90, 20}, {30}}, 2) == Indices{0, 1});
  CHECK(last_records(Timestamps{{-1, -1}, {5}}, 2) == Indices{0, 1});
}
