// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/hash.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace thoth::cli;

TEST_CASE("what is absent has another hash than what is empty") {
  CHECK(sketch_hash(std::nullopt) != sketch_hash(""));
  CHECK(sketch_hash("a") == sketch_hash(std::string("a")));
}

TEST_CASE("the order of two things counts in their joined hash") {
  const auto a = sketch_hash("a");
  const auto b = sketch_hash("b");
  CHECK(joined_hash(a, b) != joined_hash(b, a));
  CHECK(joined_hash(a, a) != joined_hash(b, b));
}

TEST_CASE("each byte of a hash takes all values, also for texts that differ in a digit") {
  for (unsigned shift = 0; shift < 64; shift += 8) {
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 10'000; ++i) {
      seen.insert(joined_hash(sketch_hash("key-" + std::to_string(i)), sketch_hash("same")) >> shift & 0xFFU);
    }
    CHECK(seen.size() == 256);
  }
}
