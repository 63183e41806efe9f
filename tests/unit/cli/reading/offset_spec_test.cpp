// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/offset_spec.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;
using Kind = OffsetPoint::Kind;

namespace {

constexpr std::int64_t now_ms = 1768478400000;  // 2026-01-15T12:00:00Z
const std::chrono::system_clock::time_point now{std::chrono::milliseconds{now_ms}};

OffsetSpec parsed_spec(const std::string& text) {
  const auto spec = parse_offset(text, now);
  REQUIRE_MESSAGE(spec.has_value(), text);
  return *spec;
}

OffsetSpec from(Kind kind, std::int64_t value = 0) {
  return {{kind, value}, std::nullopt};
}

OffsetSpec range(OffsetPoint from, OffsetPoint to) {
  return {from, to};
}

}  // namespace

TEST_CASE("points") {
  CHECK(parsed_spec("start") == from(Kind::start));
  CHECK(parsed_spec("end") == from(Kind::end));
  CHECK(parsed_spec("0") == from(Kind::offset, 0));
  CHECK(parsed_spec("9223372036854775807") == from(Kind::offset, 9223372036854775807));
  CHECK(parsed_spec("+3") == from(Kind::after_start, 3));
  CHECK(parsed_spec("-3") == from(Kind::before_end, 3));
}

TEST_CASE("times") {
  CHECK(parsed_spec("@1768471200000") == from(Kind::time, 1768471200000));
  CHECK(parsed_spec("@2026-01-15T10:00:00Z") == from(Kind::time, now_ms - 7200000));
  CHECK(parsed_spec("@2026-01-15T11:00:00.5+01:00") == from(Kind::time, now_ms - 7200000 + 500));
  CHECK(parsed_spec("@2026-01-15") == from(Kind::time, now_ms - 43200000));
  CHECK(parsed_spec("@-1h") == from(Kind::time, now_ms - 3600000));
  CHECK(parsed_spec("@-500ms") == from(Kind::time, now_ms - 500));
  CHECK(parsed_spec("@-100000d") == from(Kind::time, 0));
}

TEST_CASE("ranges, also of times that hold colons themselves") {
  CHECK(parsed_spec("3:7") == range({Kind::offset, 3}, {Kind::offset, 7}));
  CHECK(parsed_spec(":end") == range({Kind::start, 0}, {Kind::end, 0}));
  CHECK(parsed_spec(":5") == range({Kind::start, 0}, {Kind::offset, 5}));
  CHECK(parsed_spec("-5:end") == range({Kind::before_end, 5}, {Kind::end, 0}));
  CHECK(parsed_spec("@-2h:-1h") == range({Kind::time, now_ms - 7200000}, {Kind::time, now_ms - 3600000}));
  CHECK(parsed_spec("@-2h:@-1h") == parsed_spec("@-2h:-1h"));
  CHECK(parsed_spec("@-1h:end") == range({Kind::time, now_ms - 3600000}, {Kind::end, 0}));
  CHECK(parsed_spec("@2026-01-15T10:00:00Z:2026-01-15T11:00:00+00:00") ==
        range({Kind::time, now_ms - 7200000}, {Kind::time, now_ms - 3600000}));
}

TEST_CASE("what is none") {
  for (const char* text : {"", ":", "5:", "begin", "1.5", "+", "-", "--1", "+-1", "@", "@yesterday", "@-1",
                           "@2026-13-01", "99999999999999999999", "1:2:3", "@-1h:", "end:x", " 1", "1 "}) {
    const auto spec = parse_offset(text, now);
    REQUIRE_MESSAGE(!spec.has_value(), text);
    CHECK(spec.error().code == thoth::ErrorCode::usage);
    CHECK(spec.error().subject == '"' + std::string(text) + '"');
  }
  for (const char* text : {"7:3", "@-1h:-2h", "-3:-5"}) {
    const auto spec = parse_offset(text, now);
    REQUIRE_MESSAGE(!spec.has_value(), text);
    CHECK(spec.error().reason == "it ends before it starts");
  }
}
