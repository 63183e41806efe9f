// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "unit/generation/made_values.hpp"

// The part of ValueMaker that makes objects. What comes is validated by made_values().

namespace thoth::generation {
namespace {

using test::made_values;

TEST_CASE("required members are there, declared or not") {
  CHECK(made_values(R"({"type": "object", "required": ["a", "b"], "properties": {"a": {"const": 1}},
                        "additionalProperties": {"const": 2}, "maxProperties": 2})") ==
        std::set<std::string>{R"({"a":1,"b":2})"});
}

TEST_CASE("objects have as many members as they must have, by names that they may have") {
  for (const std::string& value : made_values(R"({"type": "object", "propertyNames": {"enum": ["x", "y"]},
      "minProperties": 2, "additionalProperties": {"const": 1}})")) {
    CHECK((value == R"({"x":1,"y":1})" || value == R"({"y":1,"x":1})"));
  }
  for (const std::string& value : made_values(R"({"type": "object", "patternProperties": {"^x": {"const": 1}},
                                                  "additionalProperties": false, "minProperties": 1})")) {
    CHECK(value.starts_with("{\"x"));
  }
}

TEST_CASE("a member brings those that depend on it") {
  const auto values = made_values(R"({"type": "object", "properties": {"a": {"const": 1}, "b": {"const": 2}},
                                      "additionalProperties": false, "dependentRequired": {"a": ["b"]}})");
  CHECK(values.contains("{}"));
  CHECK(values.contains(R"({"a":1,"b":2})"));
  CHECK_FALSE(values.contains(R"({"a":1})"));
}

TEST_CASE("rules on one member are kept together") {
  CHECK(made_values(R"({"type": "object", "required": ["ab"], "properties": {"ab": {"type": "integer", "minimum": 3}},
                        "patternProperties": {"b$": {"maximum": 4}}, "additionalProperties": false, "maxProperties": 1})") ==
        std::set<std::string>{R"({"ab":3})", R"({"ab":4})"});
}

}  // namespace
}  // namespace thoth::generation
