// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/facts.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "unit/json_schema/compiled.hpp"

namespace thoth::comparison {
namespace {

/// A schema, and the facts of its contents.
struct Known {
  explicit Known(const std::string& text) : schema(test::compiled(text)), view(*schema, {schema->start}), facts(view) {}
  SchemaPtr schema;
  View view;
  Facts facts;
};

TEST_CASE("of several bounds the tightest counts, and an exclusive one is tighter than the same inclusive one") {
  const Known known(
      R"({"minimum": 1, "exclusiveMaximum": 9, "allOf": [{"exclusiveMinimum": 1}, {"minimum": 0}, {"maximum": 9}]})");
  REQUIRE(known.facts.lower);
  CHECK(known.facts.lower->bound->text == "1");
  CHECK(known.facts.lower->exclusive);
  REQUIRE(known.facts.upper);
  CHECK(known.facts.upper->bound->text == "9");
  CHECK(known.facts.upper->exclusive);
}

TEST_CASE("a bound is within another if it lets nothing more through") {
  const Bound one{json::Decimal("1"), "1"};
  const Bound two{json::Decimal("2.0"), "2.0"};
  CHECK(is_within_lower(Edge{&two, false}, {&one, false}));
  CHECK_FALSE(is_within_lower(Edge{&one, false}, {&two, false}));
  CHECK(is_within_lower(Edge{&one, true}, {&one, false}));
  CHECK_FALSE(is_within_lower(Edge{&one, false}, {&one, true}));
  CHECK_FALSE(is_within_lower({}, {&one, false}));
  CHECK(is_within_upper(Edge{&one, false}, {&two, true}));
  CHECK_FALSE(is_within_upper(Edge{&two, false}, {&one, false}));
  CHECK(is_within_upper(Edge{&two, true}, {&two, true}));
  CHECK_FALSE(is_within_upper(Edge{&two, false}, {&two, true}));
  CHECK_FALSE(is_within_upper({}, {&one, false}));
}

TEST_CASE("sizes, patterns and required members of all rules are put together") {
  const Known known(R"({"minLength": 1, "maxLength": 9, "pattern": "a", "required": ["x"], "minItems": 2,
                        "allOf": [{"minLength": 3, "maxLength": 7, "pattern": "b", "required": ["y"], "maxItems": 5,
                                   "uniqueItems": true, "minProperties": 1, "maxProperties": 4}]})");
  CHECK(known.facts.min_length == 3);
  CHECK(known.facts.max_length == 7);
  CHECK(known.facts.min_items == 2);
  CHECK(known.facts.max_items == 5);
  CHECK(known.facts.min_properties == 1);
  CHECK(known.facts.max_properties == 4);
  CHECK(known.facts.unique_items);
  CHECK(known.facts.patterns.size() == 2);
  CHECK(known.facts.required == std::set<std::string_view>{"x", "y"});
}

TEST_CASE("types are those that all rules allow, and a number may be an integer") {
  CHECK(Known(R"({"type": ["string", "number"], "allOf": [{"type": ["integer", "null"]}]})").facts.types ==
        TypeSet(Type::integer));
  CHECK(Known(R"({"type": "string", "allOf": [{"type": "null"}]})").facts.types.empty());
}

TEST_CASE("integers of 64 bits bound themselves and are plain") {
  const Known known(R"({"type": "integer", "x-int64": true})");
  CHECK(known.facts.plain_integers);
  REQUIRE(known.facts.lower);
  CHECK(known.facts.lower->bound->text == "-9223372036854775808");
  REQUIRE(known.facts.upper);
  CHECK(known.facts.upper->bound->text == "9223372036854775807");
  CHECK_FALSE(Known(R"({"type": "integer"})").facts.plain_integers);
}

TEST_CASE("values are known where they are listed or few, without those that another rule refuses") {
  using Values = std::vector<std::string>;
  CHECK(Known(R"({"enum": [1, 2, "a"], "minimum": 2})").facts.values == Values{"2", R"("a")"});
  CHECK(Known(R"({"type": "boolean"})").facts.values == Values{"true", "false"});
  CHECK(Known(R"({"type": ["null", "boolean"], "not": {"const": false}})").facts.values == Values{"null", "true"});
  CHECK(Known(R"({"enum": ["a"], "allOf": [{"enum": ["b"]}]})").facts.values == Values{});
  CHECK_FALSE(Known(R"({"type": "string"})").facts.values);
  // Types are no more than those of the values.
  CHECK(Known(R"({"enum": ["a", 1.5]})").facts.types == (Type::string | Type::integer | Type::number));
}

TEST_CASE("all names are known where no other member is let in") {
  CHECK(Known(R"({"properties": {"a": true, "b": true}, "additionalProperties": false})").facts.all_names() ==
        std::set<std::string_view>{"a", "b"});
  CHECK_FALSE(Known(R"({"properties": {"a": true}})").facts.all_names());
  CHECK_FALSE(Known(R"({"properties": {"a": true}, "patternProperties": {"b": true}, "additionalProperties": false})")
                  .facts.all_names());
}

TEST_CASE("members and elements have the rules of all that says something of them") {
  const Known known(R"({"properties": {"a": {"minimum": 1}}, "additionalProperties": {"minimum": 3},
                        "prefixItems": [{"minimum": 1}], "items": {"minimum": 2},
                        "allOf": [{"properties": {"a": {"maximum": 4}}}]})");
  CHECK(view_of_member(known.view, known.facts, "a").rules().size() == 2);
  CHECK(view_of_member(known.view, known.facts, "b").rules().size() == 1);
  CHECK(known.facts.prefix == 1);
  CHECK(allows(view_of_item(known.view, 0), "1"));
  CHECK_FALSE(allows(view_of_item(known.view, 1), "1"));
  CHECK(allows(view_of_item(known.view, 1), "2"));
}

TEST_CASE("a value, or a name, is allowed if every rule allows it") {
  const Known known(R"({"minLength": 2, "allOf": [{"pattern": "^a"}]})");
  CHECK(allows(known.view, R"("ab")"));
  CHECK_FALSE(allows(known.view, R"("a")"));
  CHECK_FALSE(allows(known.view, R"("bb")"));
  CHECK(allows(known.view, "1"));
  CHECK(allows_name(known.view, "ab"));
  CHECK_FALSE(allows_name(known.view, "bb"));
}

}  // namespace
}  // namespace thoth::comparison
