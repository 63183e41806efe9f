// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/applied_rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "contract/constraints.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth {
namespace {

/// The lower bounds that rules name, which tell them apart.
std::string bounds(const std::vector<const Rule*>& rules) {
  std::string text;
  for (const Rule* rule : rules) {
    if (rule->constraints != nullptr && rule->constraints->minimum) text += rule->constraints->minimum->text + ' ';
  }
  return text;
}

TEST_CASE("what always holds of a value is what is referred to and joined, and perhaps alternatives and conditions") {
  const auto schema = test::compiled(R"({"minimum": 0, "allOf": [{"minimum": 1, "allOf": [{"minimum": 2}]}],
      "anyOf": [{"minimum": 3}], "if": {"minimum": 4}, "then": {"minimum": 5}, "not": {"minimum": 6}})");
  CHECK(bounds(rules_on_value(*schema, schema->root(), Reach::always)) == "0 1 2 ");
  const auto perhaps = rules_on_value(*schema, schema->root(), Reach::perhaps);
  CHECK(perhaps.size() == 7);
  CHECK(perhaps.front() == &schema->root());
}

TEST_CASE("rules that refer to each other are found once") {
  const auto schema = test::compiled(R"({"properties": {"a": {"$ref": "#"}}, "minimum": 1})");
  CHECK(rules_on_value(*schema, schema->root(), Reach::perhaps).size() == 1);
  const auto dynamic = test::compiled(R"({"$dynamicAnchor": "n", "$defs": {"x": {"$dynamicRef": "#n"}},
                                          "properties": {"a": {"$ref": "#/$defs/x"}}})");
  const auto on_member = rules_on_member(*dynamic, dynamic->root(), "a");
  REQUIRE(on_member.size() == 1);
  const auto on_value = rules_on_value(*dynamic, *on_member.front(), Reach::perhaps);
  CHECK(std::find(on_value.begin(), on_value.end(), &dynamic->root()) != on_value.end());
}

TEST_CASE("a member has the rules of its name and of patterns, or else those of all others") {
  const auto schema =
      test::compiled(R"({"properties": {"ab": {"minimum": 1}}, "patternProperties": {"^a": {"minimum": 2}},
      "additionalProperties": {"minimum": 3}, "anyOf": [{"properties": {"ab": {"minimum": 4}}}],
      "unevaluatedProperties": {"minimum": 5}})");
  const auto of = [&](std::string_view name) { return bounds(rules_on_member(*schema, schema->root(), name)); };
  CHECK(of("ab") == "1 2 5 4 ");
  CHECK(of("x").find("3 ") != std::string::npos);
  CHECK(of("x").find("1 ") == std::string::npos);
}

TEST_CASE("an element has the rules of its place, or those of the rest, and what must be contained") {
  const auto schema = test::compiled(R"({"prefixItems": [{"minimum": 1}], "items": {"minimum": 2},
      "contains": {"minimum": 3}, "allOf": [{"items": {"minimum": 4}}], "unevaluatedItems": {"minimum": 5}})");
  const auto of = [&](std::size_t index) { return bounds(rules_on_item(*schema, schema->root(), index)); };
  CHECK(of(0) == "1 3 5 4 ");
  CHECK(of(1) == "2 3 5 4 ");
}

}  // namespace
}  // namespace thoth
