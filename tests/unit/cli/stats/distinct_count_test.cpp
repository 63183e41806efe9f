// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/distinct_count.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "stats/hash.hpp"

using namespace thoth::cli;

namespace {

std::uint64_t hash_of(std::uint64_t number) {
  return sketch_hash(std::to_string(number));
}

/// The count of numbers from `begin` to before `end`, each of which comes twice.
DistinctCount counted_twice(unsigned precision, std::uint64_t begin, std::uint64_t end) {
  DistinctCount count(precision);
  for (int round = 0; round < 2; ++round) {
    for (std::uint64_t i = begin; i < end; ++i) count.add(hash_of(i));
  }
  return count;
}

}  // namespace

TEST_CASE("few hashes are counted exactly") {
  CHECK(DistinctCount(14).estimate() == Estimate{0, 0});
  for (const std::uint64_t number : {1U, 2U, 15U, 16U, 17U, 500U, 1024U}) {
    CAPTURE(number);
    CHECK(counted_twice(14, 0, number).estimate() == Estimate{number, 0});
  }
  CHECK(counted_twice(14, 0, 1025).estimate().error != 0);
  CHECK(counted_twice(16, 0, 4096).estimate() == Estimate{4096, 0});
}

TEST_CASE("a hash of zero counts like any other") {
  DistinctCount count(14);
  count.add(0);
  count.add(0);
  CHECK(count.estimate() == Estimate{1, 0});
}

// The estimates are the same in every run, as the hashes are.
TEST_CASE("many hashes are counted up to the error that is said") {
  int outside = 0;
  int tries = 0;
  for (const unsigned precision : {10U, 12U, 14U}) {
    for (std::uint64_t number = 2000; number <= 500'000; number = number * 3 / 2) {
      const Estimate found = counted_twice(precision, number, 2 * number).estimate();
      CAPTURE(precision);
      CAPTURE(number);
      CAPTURE(found.count);
      REQUIRE(found.error != 0);
      const double off = std::abs(static_cast<double>(found.count) - static_cast<double>(number));
      CHECK(off <= 2 * static_cast<double>(found.error));
      outside += off > static_cast<double>(found.error) ? 1 : 0;
      ++tries;
    }
  }
  // Five of a hundred may be.
  CHECK(outside * 100 <= 10 * tries);
  CHECK(tries > 30);
}

TEST_CASE("the error that is said is the precision's") {
  const Estimate found = counted_twice(14, 0, 100'000).estimate();
  const double relative = static_cast<double>(found.error) / static_cast<double>(found.count);
  CHECK(relative == doctest::Approx(2 * 1.04 / 128).epsilon(0.01));
}

TEST_CASE("joining counts is counting everything") {
  const auto joined = [](std::uint64_t begin, std::uint64_t middle, std::uint64_t shared, std::uint64_t end) {
    DistinctCount left = counted_twice(14, begin, middle + shared);
    left.merge(counted_twice(14, middle, end));
    return left.estimate();
  };
  CHECK(joined(0, 100, 50, 300) == Estimate{300, 0});
  for (const std::uint64_t middle : {100U, 5000U, 9900U}) {
    CAPTURE(middle);
    CHECK(joined(0, middle, 50, 10'000) == counted_twice(14, 0, 10'000).estimate());
  }
  // Exact counts become too many together.
  CHECK(joined(0, 1000, 0, 2000) == counted_twice(14, 0, 2000).estimate());
}
