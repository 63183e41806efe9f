// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/record_stats.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace thoth;
using namespace thoth::cli;

namespace {

using Text = std::optional<std::string_view>;

kafka::Record made_record(std::int64_t offset, Text key, Text value, std::int64_t timestamp = -1) {
  kafka::Record record;
  record.topic = "t";
  record.partition = 2;
  record.offset = offset;
  record.timestamp = timestamp;
  record.key = key;
  record.value = value;
  return record;
}

}  // namespace

TEST_CASE("records are counted in every way") {
  RecordStats stats(100);
  stats.add(made_record(3, "a", "12345", 60'000));
  stats.add(made_record(4, "a", "12345", 180'000));
  stats.add(made_record(6, std::nullopt, "123", 170'000));
  stats.add(made_record(7, "b", std::nullopt));
  stats.add(made_record(9, "b", "", 59'999));
  CHECK(stats.records == 5);
  CHECK(stats.bytes == 13);
  CHECK(stats.null_keys == 1);
  CHECK(stats.tombstones == 1);
  CHECK(stats.first_timestamp == 59'999);
  CHECK(stats.last_timestamp == 180'000);
  REQUIRE(stats.largest.has_value());
  CHECK(stats.largest->partition == 2);
  CHECK(stats.largest->offset == 3);
  CHECK(stats.largest->size == 5);
  CHECK(stats.sizes.count() == 4);
  CHECK(stats.minutes.mean() == doctest::Approx(4.0 / 4));
  CHECK(stats.keys.estimate() == Estimate{2, 0});
  CHECK(stats.duplicates() == Estimate{1, 0});
}

TEST_CASE("a duplicate has the same key and the same value") {
  RecordStats stats(100);
  stats.add(made_record(0, "a", "x"));
  stats.add(made_record(1, "b", "x"));
  stats.add(made_record(2, "a", "y"));
  stats.add(made_record(3, std::nullopt, "x"));
  stats.add(made_record(4, "", "x"));
  stats.add(made_record(5, "a", std::nullopt));
  stats.add(made_record(6, "a", ""));
  CHECK(stats.duplicates().count == 0);
  stats.add(made_record(7, "a", std::nullopt));
  stats.add(made_record(8, std::nullopt, "x"));
  CHECK(stats.duplicates().count == 2);
}

TEST_CASE("duplicates of many records are told with their error, and never negative") {
  RecordStats stats(100);
  for (int i = 0; i < 20'000; ++i) {
    const std::string key = std::to_string(i % 15'000);
    stats.add(made_record(i, key, "v"));
  }
  const Estimate found = stats.duplicates();
  REQUIRE(found.error != 0);
  CHECK(found.count + 2 * found.error >= 5000);
  CHECK(found.count <= 5000 + 2 * found.error);
  RecordStats none(100);
  for (int i = 0; i < 20'000; ++i) {
    const std::string key = std::to_string(i);
    none.add(made_record(i, key, "v"));
  }
  CHECK(none.duplicates().count <= 2 * none.duplicates().error);
}

TEST_CASE("joining the stats of parts gives those of all") {
  RecordStats left(100);
  left.add(made_record(0, "a", "x", 60'000));
  left.add(made_record(1, "a", "x", 60'001));
  RecordStats right(100);
  right.add(made_record(0, "a", "x", 1'000));
  right.add(made_record(1, "c", "longer", 600'000));
  right.add(made_record(2, std::nullopt, std::nullopt));
  RecordStats sum(100);
  for (const RecordStats* const part : {&left, &right}) sum.merge(*part);
  sum.merge(RecordStats(100));
  CHECK(sum.records == 5);
  CHECK(sum.bytes == 9);
  CHECK(sum.null_keys == 1);
  CHECK(sum.tombstones == 1);
  CHECK(sum.first_timestamp == 1'000);
  CHECK(sum.last_timestamp == 600'000);
  CHECK(sum.largest->size == 6);
  CHECK(sum.keys.estimate() == Estimate{2, 0});
  CHECK(sum.duplicates() == Estimate{2, 0});
  CHECK(sum.minutes.peak()->records == 2);
  CHECK(sum.frequent_keys.most_frequent(5, 1).front().at_least == 3);
}
