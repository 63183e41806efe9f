// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "thoth/kafka/consumer.hpp"

using namespace thoth::kafka;

namespace {

Record record(std::string_view topic, std::int32_t partition, std::int64_t offset) {
  Record made;
  made.topic = topic;
  made.partition = partition;
  made.offset = offset;
  return made;
}

}  // namespace

TEST_CASE("a snapshot of nothing, and of empty partitions, is reached at once") {
  CHECK(Snapshot({}).reached());
  CHECK(Snapshot({{"a", 0, 0, 0}, {"a", 1, 7, 7}}).reached());
  CHECK_FALSE(Snapshot({{"a", 0, 0, 0}, {"a", 1, 6, 7}}).reached());
}

TEST_CASE("a snapshot is reached at once where reading starts behind it") {
  const std::vector<PartitionRange> ranges = {{"a", 0, 0, 5}, {"b", 0, 0, 3}};
  const std::vector<Position> ends = {{"a", 0, 5}, {"b", 0, 3}};
  CHECK(Snapshot(ranges, ends).reached());
  const std::vector<Position> begin = {{"a", 0, 5}, {"b", 0, 2}};
  CHECK_FALSE(Snapshot(ranges, begin).reached());
}

TEST_CASE("a snapshot knows which records were there") {
  const Snapshot snapshot({{"a", 0, 0, 5}, {"a", 1, 0, 2}});
  CHECK(snapshot.contains(record("a", 0, 4)));
  CHECK_FALSE(snapshot.contains(record("a", 0, 5)));
  CHECK(snapshot.contains(record("a", 1, 1)));
  CHECK_FALSE(snapshot.contains(record("a", 1, 2)));
  CHECK_FALSE(snapshot.contains(record("a", 2, 0)));
  CHECK_FALSE(snapshot.contains(record("b", 0, 0)));
}

TEST_CASE("a snapshot is reached in some partitions before it is in all") {
  const Snapshot snapshot({{"a", 0, 0, 5}, {"a", 1, 2, 2}});
  const std::vector<Position> both = {{"a", 0, 0}, {"a", 1, 0}};
  CHECK_FALSE(snapshot.reached(both));
  CHECK(snapshot.reached(std::span(both).subspan(1)));
  CHECK(snapshot.reached(std::span<const Position>()));
}
