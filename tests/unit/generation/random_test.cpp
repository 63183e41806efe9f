// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation/random.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <set>

using thoth::generation::Random;

TEST_CASE("one seed gives the same numbers on every machine") {
  // The first numbers of splitmix64, as its author's reference has them for this seed.
  Random random(1234567);
  CHECK(random.next() == 6457827717110365317U);
  CHECK(random.next() == 3203168211198807973U);
  CHECK(random.next() == 9817491932198370423U);
}

TEST_CASE("numbers are within their bounds, and every one comes") {
  Random random(1);
  std::set<std::size_t> below;
  std::set<std::int64_t> between;
  for (int i = 0; i < 200; ++i) {
    below.insert(random.below(5));
    between.insert(random.between(-2, 2));
  }
  CHECK(below == std::set<std::size_t>{0, 1, 2, 3, 4});
  CHECK(between == std::set<std::int64_t>{-2, -1, 0, 1, 2});
  CHECK(random.below(1) == 0);
  CHECK(random.between(7, 7) == 7);
}

TEST_CASE("the widest range has both signs") {
  Random random(1);
  bool negative = false;
  bool positive = false;
  for (int i = 0; i < 64; ++i) {
    const auto number =
        random.between(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
    (number < 0 ? negative : positive) = true;
  }
  CHECK(negative);
  CHECK(positive);
}

TEST_CASE("a coin falls on both sides") {
  Random random(1);
  std::set<bool> sides;
  for (int i = 0; i < 64; ++i) sides.insert(random.coin());
  CHECK(sides.size() == 2);
}
