// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/name_counts.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;

TEST_CASE("names are counted with their version, the most frequent first") {
  NameCounts counts;
  counts.add({"t", "v1"});
  counts.add({"t", "v2"});
  counts.add({"t", "v2"});
  counts.add({"t", std::nullopt});
  counts.add({std::nullopt, "v1"});
  counts.add({"t", "v1"});
  counts.add({"t", "v2"});
  const auto sorted = counts.sorted();
  REQUIRE(sorted.size() == 4);
  CHECK(sorted[0]->version == "v2");
  CHECK(sorted[0]->records == 3);
  CHECK(sorted[1]->version == "v1");
  CHECK(sorted[1]->records == 2);
  CHECK_FALSE(sorted[2]->name.has_value());
  CHECK_FALSE(sorted[3]->version.has_value());
  CHECK(counts.others() == 0);
}

TEST_CASE("names that are too many are counted together") {
  NameCounts counts;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 1500; ++i) counts.add({std::to_string(i), std::nullopt});
  }
  CHECK(counts.sorted().size() == 1000);
  CHECK(counts.others() == 1000);
  CHECK(counts.sorted().front()->records == 2);
}

TEST_CASE("long names are cut") {
  NameCounts counts;
  const std::string name(1'000'000, 'n');
  counts.add({name, name});
  CHECK(counts.sorted().front()->name->size() == 120);
  CHECK(counts.sorted().front()->version->size() == 120);
}
