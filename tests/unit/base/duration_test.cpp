// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/duration.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using thoth::parse_duration;

TEST_CASE("durations") {
  CHECK(parse_duration("500ms") == 500ms);
  CHECK(parse_duration("30s") == 30s);
  CHECK(parse_duration("5m") == 5min);
  CHECK(parse_duration("2h") == 2h);
  CHECK(parse_duration("1d") == 24h);
  CHECK(parse_duration("0s") == 0ms);
}

TEST_CASE("what is no duration") {
  for (const char* text : {"", "s", "ms", "-5s", "5 s", " 5s", "5s ", "5S", "5sec", "1.5h", "1h30m", "1e3s", "+5s",
                           "106751991168d", "99999999999999999999s"}) {
    const auto duration = parse_duration(text);
    REQUIRE_MESSAGE(!duration, text);
    CHECK(duration.error().code == thoth::ErrorCode::usage);
    CHECK(duration.error().text().find("500ms, 30s, 5m, 2h or 1d") != std::string::npos);
  }
  CHECK(parse_duration("5").error().text() == "invalid duration \"5\": add a unit, such as 5s");
}
