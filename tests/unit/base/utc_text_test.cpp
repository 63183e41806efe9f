// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utc_text.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>

TEST_CASE("a time as RFC 3339 has it, in UTC") {
  CHECK(thoth::utc_text(0) == "1970-01-01T00:00:00.000Z");
  CHECK(thoth::utc_text(1768471200123) == "2026-01-15T10:00:00.123Z");
}

TEST_CASE("times that RFC 3339 has no text for are milliseconds") {
  CHECK(thoth::utc_text(-1) == "1969-12-31T23:59:59.999Z");
  CHECK(thoth::utc_text(253402300799999) == "9999-12-31T23:59:59.999Z");
  CHECK(thoth::utc_text(253402300800000) == "253402300800000 ms");
  for (const std::int64_t edge : {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    CHECK(thoth::utc_text(edge) == std::to_string(edge) + " ms");
  }
}
