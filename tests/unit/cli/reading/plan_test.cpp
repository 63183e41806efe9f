// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/plan.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;
using Kind = OffsetPoint::Kind;
using thoth::kafka::PartitionRange;

namespace {

/// Two partitions of different length, one of them without its oldest records.
std::vector<PartitionRange> held() {
  return {{"t", 0, 0, 10}, {"t", 1, 5, 7}};
}

std::vector<std::int64_t> starts(const OffsetSpec& spec, const FoundOffsets& times = {}) {
  const auto plan = plan_reading(held(), spec, times, {});
  REQUIRE(plan.has_value());
  std::vector<std::int64_t> offsets;
  for (const auto& position : plan->from) offsets.push_back(position.offset);
  return offsets;
}

std::string refusal(const OffsetSpec& spec) {
  const auto plan = plan_reading(held(), spec, {}, {});
  REQUIRE(!plan.has_value());
  CHECK(plan.error().code == thoth::ErrorCode::usage);
  return plan.error().text();
}

using Offsets = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("where reading starts in each partition") {
  CHECK(starts({{Kind::start, 0}, {}}) == Offsets{0, 5});
  CHECK(starts({{Kind::end, 0}, {}}) == Offsets{10, 7});
  CHECK(starts({{Kind::offset, 6}, {}}) == Offsets{6, 6});
  CHECK(starts({{Kind::after_start, 1}, {}}) == Offsets{1, 6});
  CHECK(starts({{Kind::after_start, 100}, {}}) == Offsets{10, 7});
  CHECK(starts({{Kind::before_end, 3}, {}}) == Offsets{7, 5});
  CHECK(starts({{Kind::time, 1}, {}}, {{"t", 0, 4}, {"t", 1, 7}}) == Offsets{4, 7});
}

TEST_CASE("where it stops, never past what was there") {
  const auto plan = plan_reading(held(), {{Kind::start, 0}, OffsetPoint{Kind::offset, 8}}, {}, {});
  REQUIRE(plan.has_value());
  CHECK(plan->stop == Offsets{8, 7});
  const auto open = plan_reading(held(), {{Kind::start, 0}, {}}, {}, {});
  REQUIRE(open.has_value());
  CHECK(open->stop == Offsets{10, 7});
}

TEST_CASE("offsets that are not there are told, with those that are") {
  CHECK(refusal({{Kind::offset, 8}, {}}) ==
        "starting to read t [1]: offset 8 is out of range (it holds offsets 5 to 6; -p N reads a single partition)");
  CHECK(refusal({{Kind::offset, 3}, {}}).find("t [1]: offset 3 is out of range") != std::string::npos);
  CHECK(refusal({{Kind::start, 0}, OffsetPoint{Kind::offset, 11}}) ==
        "starting to read t [0]: offset 11 is past the end (it holds offsets 0 to 9; write :end to stop at the end)");
}

TEST_CASE("single partitions") {
  const auto one = choose_partitions(held(), {1});
  REQUIRE(one.has_value());
  REQUIRE(one->size() == 1);
  CHECK(one->front().partition == 1);
  CHECK(choose_partitions(held(), {})->size() == 2);
  const auto none = choose_partitions({{"a", 0, 0, 1}, {"a", 1, 0, 1}, {"b", 0, 0, 1}}, {1});
  REQUIRE(!none.has_value());
  CHECK(none.error().text() == "starting to read b: it has no partition 1 (its only partition is 0)");
}
