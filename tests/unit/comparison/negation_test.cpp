// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/negation.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

#include "contract/constraints.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth::comparison {
namespace {

using Names = std::set<std::string_view>;

/// What `not` with that schema comes to, as "TYPES; NAME NAME"; "?" where it is not plain.
std::string negated(const std::string& refused) {
  const auto schema = test::compiled(R"({"not": )" + refused + "}");
  const auto negation = plain_negation(*schema, *schema->root().constraints->not_rule);
  if (!negation) return "?";
  std::string text = describe(negation->types) + ";";
  for (const std::string_view name : negation->refused) text += " " + std::string(name);
  return text;
}

TEST_CASE("types that are refused leave the others") {
  CHECK(negated(R"({"type": ["null", "string"]})") == "an object, an array, a number or a boolean;");
  CHECK(negated(R"({"type": "number"})") == "an object, an array, a string, a boolean or null;");
  CHECK(negated("true") == "no value at all;");
}

TEST_CASE(
    "a member that is refused is known by its name, and what is no object goes with it unless types say otherwise") {
  CHECK(negated(R"({"required": ["a"]})") == "an object; a");
  CHECK(negated(R"({"type": "object", "required": ["a"], "properties": {"a": {}}})") == "any value; a");
  CHECK(negated(R"({"anyOf": [{"type": "object", "required": ["a"]}, {"type": "object", "required": ["b"]}]})") ==
        "any value; a b");
}

TEST_CASE("what needs the rule to be said is not plain") {
  CHECK(negated(R"({"type": "integer"})") == "?");
  CHECK(negated(R"({"required": ["a", "b"]})") == "?");
  CHECK(negated(R"({"required": ["a"], "properties": {"a": {"type": "null"}}})") == "?");
  CHECK(negated(R"({"required": ["a"], "minProperties": 2})") == "?");
  CHECK(negated(R"({"minimum": 1})") == "?");
  CHECK(negated(R"({"anyOf": [{"required": ["a"]}, {"minLength": 1}]})") == "?");
}

}  // namespace
}  // namespace thoth::comparison
