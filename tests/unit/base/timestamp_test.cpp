// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/timestamp.hpp"

#include <doctest/doctest.h>

using thoth::file::parse_rfc3339;

TEST_CASE("RFC 3339 times are milliseconds since the epoch") {
  CHECK(parse_rfc3339("1970-01-01T00:00:00Z") == 0);
  CHECK(parse_rfc3339("2001-09-09T01:46:40Z") == 1000000000000);
  CHECK(parse_rfc3339("2001-09-09t01:46:40.5z") == 1000000000500);
  CHECK(parse_rfc3339("2001-09-09 01:46:40.123456Z") == 1000000000123);
  CHECK(parse_rfc3339("2001-09-09T03:46:40+02:00") == 1000000000000);
  CHECK(parse_rfc3339("2001-09-08T20:16:40-05:30") == 1000000000000);
  CHECK(parse_rfc3339("2016-12-31T23:59:60Z") == parse_rfc3339("2017-01-01T00:00:00Z"));
  CHECK(parse_rfc3339("2024-02-29T00:00:00Z").has_value());
}

TEST_CASE("what is no RFC 3339 time") {
  for (const char* text :
       {"", "now", "2023-02-29T00:00:00Z", "2023-13-01T00:00:00Z", "2023-01-01", "2023-01-01T00:00:00",
        "2023-01-01T24:00:00Z", "2023-01-01T00:60:00Z", "2023-01-01T00:00:61Z", "2023-01-01T00:00:00.Z",
        "2023-01-01T00:00:00+24:00", "2023-01-01T00:00:00+0100", "2023-1-01T00:00:00Z", "1969-12-31T23:59:59Z",
        "2023-01-01T00:00:00Zx", " 2023-01-01T00:00:00Z"}) {
    CAPTURE(text);
    CHECK(parse_rfc3339(text) == std::nullopt);
  }
}
