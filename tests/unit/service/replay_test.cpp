// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/replay.hpp"

#include <doctest/doctest.h>

using thoth::kafka::Position;
using thoth::service::parse_place;

TEST_CASE("replay: a place names topic, partition and offset") {
  CHECK(parse_place("prod.thoth.solved[3]@1234").value() == Position{"prod.thoth.solved", 3, 1234});
  CHECK(thoth::service::text_of({"t", 0, 7}) == "t[0]@7");
}

TEST_CASE("replay: what names no record is refused") {
  for (const char* text : {"", "t", "t[0]", "t@5", "[0]@5", "t[0]5", "t[]@5", "t[0]@", "t[-1]@5", "t[0]@-5", "t[0]x@5",
                           "t[0]@5x", "t0]@5", "t[99999999999]@5"}) {
    CAPTURE(text);
    const auto place = parse_place(text);
    REQUIRE_FALSE(place);
    CHECK(place.error().code == thoth::ErrorCode::usage);
  }
}
