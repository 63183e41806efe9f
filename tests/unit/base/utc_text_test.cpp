#include "base/utc_text.hpp"

#include <doctest/doctest.h>

TEST_CASE("a time as RFC 3339 has it, in UTC") {
  CHECK(thoth::utc_text(0) == "1970-01-01T00:00:00.000Z");
  CHECK(thoth::utc_text(1768471200123) == "2026-01-15T10:00:00.123Z");
}
