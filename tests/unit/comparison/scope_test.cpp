// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/scope.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "unit/json_schema/compiled.hpp"

namespace thoth::comparison {
namespace {

std::vector<Scope> scopes(const Schema& schema) {
  return scopes_of(View(schema, {schema.start}));
}

/// How many rules there are for a member.
std::size_t rules_for(const Scope& scope, std::string_view name) {
  std::vector<RuleId> rules;
  scope.append_rules(name, rules);
  return rules.size();
}

TEST_CASE("a member has the rules of its name and of all patterns, or else those of the rest") {
  const auto schema = test::compiled(
      R"({"properties": {"abc": {"minimum": 1}}, "patternProperties": {"^a": {"minimum": 2}, "c$": {"minimum": 3}},
          "additionalProperties": {"minimum": 4}})");
  const auto all = scopes(*schema);
  REQUIRE(all.size() == 1);
  CHECK(all[0].keyword == "additionalProperties");
  CHECK_FALSE(all[0].closed);
  CHECK(rules_for(all[0], "abc") == 3);
  CHECK(rules_for(all[0], "ab") == 1);
  std::vector<RuleId> of_rest;
  all[0].append_rules("x", of_rest);
  CHECK(of_rest == std::vector<RuleId>{*all[0].rest});
  CHECK(all[0].has_pattern("^a"));
  CHECK_FALSE(all[0].has_pattern("a"));
}

TEST_CASE("what lets no other member in is closed") {
  const auto schema = test::compiled(R"({"properties": {"a": true}, "additionalProperties": false})");
  const auto all = scopes(*schema);
  REQUIRE(all.size() == 1);
  CHECK(all[0].closed);
}

TEST_CASE("a rule that says nothing of members has no scope") {
  CHECK(scopes(*test::compiled(R"({"minimum": 1})")).empty());
}

TEST_CASE("unevaluatedProperties covers what the rules that always hold leave over") {
  const auto schema = test::compiled(
      R"({"properties": {"a": true}, "allOf": [{"properties": {"b": true}}], "unevaluatedProperties": false})");
  const auto all = scopes(*schema);
  const auto left_over =
      std::find_if(all.begin(), all.end(), [](const Scope& one) { return one.keyword == "unevaluatedProperties"; });
  REQUIRE(left_over != all.end());
  CHECK(left_over->closed);
  CHECK(rules_for(*left_over, "a") == 0);
  CHECK(rules_for(*left_over, "b") == 0);
  CHECK(rules_for(*left_over, "c") == 1);
  CHECK(is_covered_by_scopes(*schema, schema->start));
}

TEST_CASE("an unevaluatedProperties that depends on the value is not covered") {
  for (const char* const more :
       {R"("anyOf": [{"properties": {"b": true}}, true])", R"("if": {"required": ["a"]}, "then": true)",
        R"("dependentSchemas": {"a": {"properties": {"b": true}}})"}) {
    CAPTURE(more);
    const auto schema =
        test::compiled(std::string(R"({"properties": {"a": true}, "unevaluatedProperties": false, )") + more + "}");
    CHECK_FALSE(is_covered_by_scopes(*schema, schema->start));
    for (const Scope& scope : scopes(*schema)) CHECK(scope.keyword != "unevaluatedProperties");
  }
}

}  // namespace
}  // namespace thoth::comparison
