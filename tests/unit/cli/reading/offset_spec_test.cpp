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

TEST_CASE("the words of other programs") {
  for (const char* word : {"earliest", "beginning"}) CHECK(parsed_spec(word) == from(Kind::start));
  for (const char* word : {"latest", "newest"}) CHECK(parsed_spec(word) == from(Kind::end));
  CHECK(parsed_spec("earliest:latest") == range({Kind::start, 0}, {Kind::end, 0}));
  CHECK(parsed_spec("@-1h:latest") == range({Kind::time, now_ms - 3600000}, {Kind::end, 0}));
}

TEST_CASE("a duration is told how a time ago is written") {
  const auto reason = [](const std::string& text) { return parse_offset(text, now).error().text(); };
  CHECK(reason("10m") ==
        "invalid offset \"10m\"; for ten minutes ago write @-10m (all forms: thoth-msg consume --help)");
  CHECK(reason("1h").find("for one hour ago write @-1h") != std::string::npos);
  CHECK(reason("500ms").find("for 500 milliseconds ago write @-500ms") != std::string::npos);
}

TEST_CASE("moments: a duration ago, or a time") {
  const auto moment = [](const std::string& text) { return parse_moment("--since", text, now); };
  CHECK(moment("10m") == now_ms - 600000);
  CHECK(moment("-10m") == now_ms - 600000);
  CHECK(moment("0s") == now_ms);
  CHECK(moment("2026-01-15") == now_ms - 43200000);
  CHECK(moment("2026-01-15T10:00:00Z") == now_ms - 7200000);
  CHECK(moment("1768471200000") == 1768471200000);
  for (const char* text : {"", "yesterday", "@-10m", "10", "1768471200", "10x"}) {
    const auto refused = moment(text);
    REQUIRE_MESSAGE(!refused.has_value(), text);
    CHECK(refused.error().code == thoth::ErrorCode::usage);
    CHECK(refused.error().text().starts_with("invalid --since \"" + std::string(text) + '"'));
  }
  CHECK(moment("1768471200").error().advice ==
        "add a unit, as in 10m, or write milliseconds since 1970, as in 1768471200000");
}

TEST_CASE("a span of options") {
  const auto span = [](const Span& options) { return parse_span(options, "end", now); };
  const OffsetPoint hour_ago{Kind::time, now_ms - 3600000};
  CHECK(span({}) == from(Kind::end));
  CHECK(span({"3", {}, {}}) == from(Kind::offset, 3));
  CHECK(span({{}, "1h", {}}) == OffsetSpec{hour_ago, std::nullopt});
  CHECK(span({{}, {}, "1h"}) == range({Kind::start, 0}, hour_ago));
  CHECK(span({{}, "2h", "1h"}) == range({Kind::time, now_ms - 7200000}, hour_ago));
  CHECK(span({"3", {}, "1h"}) == range({Kind::offset, 3}, hour_ago));
  const auto refusal = [&span](const Span& options) { return span(options).error().text(); };
  CHECK(refusal({"3", "1h", {}}) == "--since cannot be combined with --offset 3 (use one of them)");
  CHECK(refusal({"3:5", {}, "1h"}) ==
        "--until cannot be combined with --offset 3:5, which ends by itself (use one of them)");
  CHECK(refusal({{}, "1h", "2h"}) == "--until 2h is before --since 1h (start at the earlier time)");
  CHECK(refusal({"@-1h", {}, "2h"}) == "--until 2h is before --offset @-1h (start at the earlier time)");
  CHECK(refusal({{}, {}, "2026-01-15T12:00:01Z"}).starts_with("--until 2026-01-15T12:00:01Z is in the future"));
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
