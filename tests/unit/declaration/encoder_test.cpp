// SPDX-License-Identifier: GPL-3.0-or-later
#include "declaration/encoder.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

using thoth::ErrorCode;
using thoth::detail::Encoder;
using thoth::json::max_depth;

TEST_CASE("values are written as they come, separated where they must be") {
  Encoder encoder("v1");
  CHECK(encoder.version() == "v1");
  encoder.begin_object();
  encoder.member("a\"");
  encoder.begin_array();
  encoder.item();
  encoder.null();
  encoder.item();
  encoder.boolean(true);
  encoder.item();
  encoder.integer(std::numeric_limits<std::int64_t>::min());
  encoder.end_array();
  encoder.member("b");
  encoder.begin_object();
  encoder.end_object();
  encoder.member("c");
  encoder.string("x\n");
  encoder.member("d");
  encoder.object(thoth::json::Object(R"({ "e": [1.0] })"));
  encoder.end_object();
  CHECK(std::move(encoder).finish("t").value() ==
        R"({"a\"":[null,true,-9223372036854775808],"b":{},"c":"x\n","d":{"e":[1.0]}})");
}

TEST_CASE("what is not UTF-8 is refused with its pointer, the first of them alone") {
  Encoder encoder("v1");
  encoder.begin_object();
  encoder.member("a/b");
  encoder.begin_array();
  encoder.item();
  encoder.string("fine");
  encoder.item();
  encoder.string("\xff");
  encoder.item();
  encoder.string("\xfe");
  encoder.end_array();
  encoder.end_object();
  const auto refused = std::move(encoder).finish("thoth.t");
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode::invalid);
  CHECK(refused.error().subject == "thoth.t");
  CHECK(refused.error().reason.starts_with("/a~1b/1 "));
}

TEST_CASE("as many levels are written as readers take, those of an object's text counted in") {
  const auto nested = [](std::size_t levels, bool object_inside) {
    Encoder encoder("");
    for (std::size_t i = 0; i < levels; ++i) {
      encoder.begin_array();
      encoder.item();
    }
    if (object_inside) {
      encoder.object(thoth::json::Object(R"({"[[": "\"[["})"));
    } else {
      encoder.null();
    }
    for (std::size_t i = 0; i < levels; ++i) encoder.end_array();
    return std::move(encoder).finish("t").has_value();
  };
  CHECK(nested(max_depth, false));
  CHECK_FALSE(nested(max_depth + 1, false));
  CHECK(nested(max_depth - 1, true));
  CHECK_FALSE(nested(max_depth, true));
}
