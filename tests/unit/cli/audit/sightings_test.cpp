#include "audit/sightings.hpp"

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

TEST_CASE("violations are counted by code and pointer, with where they were seen") {
  SightingList list;
  const Violation type = sighted(Code::type, "/a/7/b");
  CHECK(list.note(type, record(3, 10)) != nullptr);
  CHECK(list.note(sighted(Code::type, "/a/8/b"), record(0, 5)) == nullptr);
  CHECK(list.note(type, record(3, 20)) == nullptr);
  CHECK(list.note(sighted(Code::null, "/a/8/b"), record(0, 6)) != nullptr);
  CHECK(list.total() == 4);
  CHECK(list.others() == 0);
  const auto kinds = list.sorted();
  REQUIRE(kinds.size() == 2);
  CHECK(kinds[0]->code == Code::type);
  CHECK(kinds[0]->pointer == "/a/*/b");
  CHECK(kinds[0]->count == 3);
  CHECK(places_text(*kinds[0], 8) == "[0] 5, [3] 10 to 20 (2)");
  CHECK(places_text(*kinds[0], 1) == "[0] 5 and 1 more partitions");
  CHECK(places_text(*kinds[1], 8) == "[0] 6");
}

TEST_CASE("twice in one record is told by the count") {
  SightingList list;
  for (int i = 0; i < 2; ++i) list.note(sighted(Code::type, "/a/0"), record(0, 5));
  CHECK(places_text(*list.sorted().front(), 8) == "[0] 5 (2)");
}

TEST_CASE("kinds that are too many are counted together") {
  SightingList list;
  for (int i = 0; i < 3000; ++i) list.note(sighted(Code::unknown_member, "/x" + std::to_string(i)), record(0, i));
  list.note(sighted(Code::unknown_member, "/x0"), record(0, 3000));
  CHECK(list.sorted().size() == 1000);
  CHECK(list.sorted().front()->count == 2);
  CHECK(list.others() == 2000);
  CHECK(list.total() == 3001);
}
