// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation/value_maker.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "thoth/json.hpp"
#include "unit/generation/made_values.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth::generation {
namespace {

using test::made_values;

TEST_CASE("all values come of those that are listed") {
  CHECK(made_values(R"({"enum": [1, "a", null]})") == std::set<std::string>{"1", R"("a")", "null"});
  CHECK(made_values(R"({"type": "boolean"})") == std::set<std::string>{"true", "false"});
}

TEST_CASE("rules on one value are kept together") {
  CHECK(made_values(R"({"type": "integer", "allOf": [{"minimum": 3}, {"not": {"const": 4}}], "maximum": 5})") ==
        std::set<std::string>{"3", "5"});
  CHECK(made_values(R"({"oneOf": [{"const": 1}, {"enum": [1, 2]}]})") == std::set<std::string>{"2"});
  CHECK(made_values(R"({"type": "integer", "minimum": 0, "maximum": 3, "if": {"minimum": 2}, "then": {"const": 3}})") ==
        std::set<std::string>{"0", "1", "3"});
}

TEST_CASE("an optional member comes, and stays away") {
  CHECK(made_values(R"({"type": "object", "properties": {"a": {"const": 1}}, "additionalProperties": false})") ==
        std::set<std::string>{"{}", R"({"a":1})"});
}

TEST_CASE("what refers to itself ends") {
  CHECK(made_values(R"({"type": "object", "properties": {"next": {"$ref": "#"}}, "additionalProperties": false})")
            .size() > 1);
}

TEST_CASE("what must grow on and on is cut short, which is said") {
  const auto schema = test::compiled(R"({"type": "array", "minItems": 100, "items": {"$ref": "#"}})");
  ValueMaker maker(*schema, 1);
  const std::string value = maker.make(0);
  CHECK(maker.was_cut_short());
  CHECK(json::parse(value).document);
}

TEST_CASE("one seed makes the same values") {
  const auto schema = test::compiled(R"({"type": ["string", "number", "array"], "maxLength": 9})");
  ValueMaker one(*schema, 42);
  ValueMaker same(*schema, 42);
  ValueMaker other(*schema, 43);
  std::string of_one;
  std::string of_other;
  for (std::size_t i = 0; i < 20; ++i) {
    const std::string value = one.make(i);
    CHECK(same.make(i) == value);
    of_one += value;
    of_other += other.make(i);
  }
  CHECK(of_one != of_other);
}

}  // namespace
}  // namespace thoth::generation
