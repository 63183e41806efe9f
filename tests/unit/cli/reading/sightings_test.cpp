// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/sightings.hpp"

#include <doctest/doctest.h>

using namespace thoth;
using namespace thoth::cli;

namespace {

Violation sighted(Code code, std::string pointer) {
  return {code, std::move(pointer), {}, "", "", ""};
}

kafka::Record record(std::int32_t partition, std::int64_t offset) {
  kafka::Record record;
  record.partition = partition;
  record.offset = offset;
  return record;
}

}  // namespace

TEST_CASE("each kind has the places where it was seen, and the first for an example") {
  SightingList list;
  const Violation type = sighted(Code::type, "/a/7/b");
  CHECK(list.add(type, record(3, 10)) != nullptr);
  CHECK(list.add(sighted(Code::type, "/a/8/b"), record(0, 5)) == nullptr);
  CHECK(list.add(type, record(3, 20)) == nullptr);
  CHECK(list.add(sighted(Code::null, "/a/8/b"), record(0, 6)) != nullptr);
  const auto kinds = list.sorted();
  REQUIRE(kinds.size() == 2);
  CHECK(kinds[0].kind.pointer == "/a/*/b");
  CHECK(places_text(kinds[0].seen, 8) == "[0] 5, [3] 10 to 20 (2)");
  CHECK(places_text(kinds[0].seen, 1) == "[0] 5 and 1 more partitions");
  CHECK(places_text(kinds[1].seen, 8) == "[0] 6");
}

TEST_CASE("twice in one record is told by the count") {
  SightingList list;
  for (int i = 0; i < 2; ++i) list.add(sighted(Code::type, "/a/0"), record(0, 5));
  CHECK(places_text(list.sorted().front().seen, 8) == "[0] 5 (2)");
}

TEST_CASE("of kinds that are too many no places are kept") {
  SightingList list;
  for (int i = 0; i < 3000; ++i) list.add(sighted(Code::unknown_member, "/x" + std::to_string(i)), record(0, i));
  CHECK(list.add(sighted(Code::unknown_member, "/x0"), record(0, 3000)) == nullptr);
  CHECK(list.add(sighted(Code::unknown_member, "/x2999"), record(0, 3001)) == nullptr);
  CHECK(list.sorted().size() == 1000);
  CHECK(places_text(list.sorted().front().seen, 8) == "[0] 0 to 3000 (2)");
}
