// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/view.hpp"

#include <doctest/doctest.h>

#include <string>

#include "unit/json_schema/compiled.hpp"

namespace thoth::comparison {
namespace {

TEST_CASE("a view takes in what its rules refer to and join, each once") {
  const auto schema = test::compiled(R"({"$defs": {"x": {"minimum": 1}}, "$ref": "#/$defs/x",
                                         "allOf": [{"maximum": 9}, {"$ref": "#/$defs/x", "minLength": 2}]})");
  // The root, x, and both parts of allOf.
  CHECK(View(*schema, {schema->start}).rules().size() == 4);
  CHECK(View(*schema, {}).rules().empty());
}

TEST_CASE("a schema that refers to itself has a view that ends") {
  const auto schema = test::compiled(R"({"properties": {"next": {"$ref": "#"}}})");
  CHECK(View(*schema, {schema->start}).rules().size() == 1);
}

TEST_CASE("of alternatives one is chosen after another, and which is known") {
  const auto schema = test::compiled(R"({"anyOf": [{"minimum": 1}, {"maximum": 2}], "oneOf": [true, false, true]})");
  const View view(*schema, {schema->start});
  const auto any_of = view.open_alternatives();
  REQUIRE(any_of);
  CHECK_FALSE(any_of->one_of);
  CHECK(any_of->branches->size() == 2);
  CHECK_FALSE(view.chosen_of(2));

  const View chosen = view.with(*any_of, 1);
  CHECK(chosen.chosen_of(2) == 1);
  CHECK(chosen.rules().size() == view.rules().size() + 1);
  const auto one_of = chosen.open_alternatives();
  REQUIRE(one_of);
  CHECK(one_of->one_of);
  const View decided = chosen.with(*one_of, 0);
  CHECK_FALSE(decided.open_alternatives());
  CHECK(decided.chosen_of(2) == 1);
  CHECK(decided.chosen_of(3) == 0);
  CHECK(decided.whole().rules() == view.rules());
}

TEST_CASE("alternatives that would make too many cases stay closed") {
  const auto alternatives = [](std::size_t count) {
    std::string branches = R"({"minimum": 0})";
    for (std::size_t i = 1; i < count; ++i) branches += R"(,{"minimum": )" + std::to_string(i) + "}";
    return test::compiled(R"({"anyOf": [)" + branches + "]}");
  };
  const auto max = alternatives(64);
  CHECK(View(*max, {max->start}).open_alternatives());
  const auto more = alternatives(65);
  CHECK_FALSE(View(*more, {more->start}).open_alternatives());
}

TEST_CASE("views that differ in rules, choices or types are different") {
  const auto schema = test::compiled(R"({"anyOf": [{"minimum": 1}, {"maximum": 2}]})");
  const View view(*schema, {schema->start});
  const auto differ = [](const View& a, const View& b) { return a < b || b < a; };
  CHECK_FALSE(differ(view, View(*schema, {schema->start})));
  CHECK(differ(view, View(*schema, {})));
  CHECK(differ(view, view.with(*view.open_alternatives(), 0)));
  CHECK(differ(view, view.only(Type::string)));
  CHECK(view.only(Type::string | Type::null).only(Type::null | Type::object).only() == TypeSet(Type::null));
}

TEST_CASE("a view is found where its first rule was written") {
  const auto schema = test::compiled(R"({"properties": {"a/b": {"minimum": 1}}})");
  CHECK(View(*schema, {schema->root().properties[0].rule}).location() == "t.json#/properties/a~1b");
  CHECK(View(*schema, {}).location().empty());
}

}  // namespace
}  // namespace thoth::comparison
