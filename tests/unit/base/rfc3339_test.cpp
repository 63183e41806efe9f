// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rfc3339.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
namespace rfc3339 = thoth::rfc3339;

TEST_CASE("dates") {
  CHECK(rfc3339::parse_date("2026-11-24") == 2026y / 11 / 24);
  CHECK(rfc3339::parse_date("2000-02-29").has_value());
  for (const char* text : {"", "1900-02-29", "2023-02-29", "2023-04-31", "2023-00-01", "2023-13-01", "2023-01-00",
                           "2023-1-01", "2023-01-01x", "+023-01-01", "2023/01/01"}) {
    CAPTURE(text);
    CHECK(!rfc3339::parse_date(text));
  }
}

TEST_CASE("times") {
  const auto time = rfc3339::parse_time("10:00:00.0519+01:30");
  REQUIRE(time);
  CHECK(time->since_midnight == 10h + 51ms);
  CHECK(time->offset == 90min);
  CHECK(!time->is_leap_second);
  CHECK(rfc3339::parse_time("00:00:00-00:30")->offset == -30min);
  const auto leap = rfc3339::parse_time("23:59:60.5Z");
  REQUIRE(leap);
  CHECK(leap->is_leap_second);
  CHECK(leap->since_midnight == 24h + 500ms);
  for (const char* text : {"", "10:00:00", "24:00:00Z", "10:60:00Z", "10:00:61Z", "10:00:00.Z", "10:00:00+24:00",
                           "10:00:00+00:60", "10:00:00+0000", "10:00:0Z", "10:00:00Zx"}) {
    CAPTURE(text);
    CHECK(!rfc3339::parse_time(text));
  }
}
