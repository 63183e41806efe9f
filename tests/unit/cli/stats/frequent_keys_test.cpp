// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/frequent_keys.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

#include "stats/hash.hpp"

using namespace thoth::cli;

namespace {

/// What the sketch says, beside what is true.
class Counting {
 public:
  void add(const std::string& key) {
    sketch.add(key, sketch_hash(key));
    ++exact[key];
    ++records;
  }
  void check_bounds() const {
    for (const FrequentKey& key : sketch.most_frequent(records, 1000)) {
      CAPTURE(key.key);
      CHECK(key.at_least <= exact.at(key.key));
      CHECK(key.at_most >= exact.at(key.key));
      CHECK(key.at_most - key.at_least <= records / 128);
    }
  }

  FrequentKeys sketch;
  std::map<std::string, std::uint64_t> exact;
  std::uint64_t records = 0;
};

}  // namespace

TEST_CASE("few keys are counted exactly") {
  Counting counting;
  for (int i = 0; i < 1000; ++i) counting.add(i % 10 < 6 ? "often" : "k" + std::to_string(i % 200));
  const auto found = counting.sketch.most_frequent(counting.records, 2);
  REQUIRE(found.size() == 1);
  CHECK(found[0].key == "often");
  CHECK(found[0].at_least == 600);
  CHECK(found[0].at_most == 600);
  CHECK(found[0].size == 5);
}

TEST_CASE("a frequent key is found among any number of rare ones") {
  Counting counting;
  std::mt19937 random(1);
  for (int i = 0; i < 100'000; ++i) {
    const auto roll = random() % 100;
    counting.add(roll < 20 ? "a" : roll < 24 ? "b" : "rare-" + std::to_string(i));
  }
  counting.check_bounds();
  const auto found = counting.sketch.most_frequent(counting.records, 10);
  REQUIRE(found.size() == 2);
  CHECK(found[0].key == "a");
  CHECK(found[1].key == "b");
}

TEST_CASE("keys that come once each are none of them frequent") {
  Counting counting;
  for (int i = 0; i < 10'000; ++i) counting.add(std::to_string(i));
  CHECK(counting.sketch.most_frequent(counting.records, 10).empty());
  Counting few;
  for (const char* const key : {"a", "b", "c"}) few.add(key);
  CHECK(few.sketch.most_frequent(few.records, 10).empty());
}

TEST_CASE("equally frequent keys come in order of their bytes") {
  Counting counting;
  for (const char* const key : {"b", "a", "c", "a", "b"}) counting.add(key);
  const auto found = counting.sketch.most_frequent(counting.records, 10);
  REQUIRE(found.size() == 2);
  CHECK(found[0].key == "a");
  CHECK(found[1].key == "b");
}

TEST_CASE("long keys that differ only at their end are told apart, and cut") {
  Counting counting;
  const std::string start(1000, 'x');
  for (int i = 0; i < 3; ++i) counting.add(start + "a");
  for (int i = 0; i < 2; ++i) counting.add(start + "b");
  const auto found = counting.sketch.most_frequent(counting.records, 10);
  REQUIRE(found.size() == 2);
  CHECK(found[0].key.size() == FrequentKeys::longest_kept);
  CHECK(found[0].size == 1001);
  CHECK(found[0].at_least == 3);
  CHECK(found[1].at_least == 2);
}

TEST_CASE("joining adds up counts and errors") {
  Counting all;
  FrequentKeys joined;
  for (int part = 0; part < 4; ++part) {
    FrequentKeys sketch;
    for (int i = 0; i < 5000; ++i) {
      const std::string key = i % 4 == 0 ? "often" : std::to_string(part * 5000 + i);
      sketch.add(key, sketch_hash(key));
      all.add(key);
    }
    joined.merge(sketch);
  }
  const auto found = joined.most_frequent(all.records, 10);
  REQUIRE(found.size() == 1);
  CHECK(found[0].key == "often");
  CHECK(found[0].at_least <= 5000);
  CHECK(found[0].at_most >= 5000);
  CHECK(found[0].at_most - found[0].at_least <= all.records / 128);
}
