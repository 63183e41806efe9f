// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation/opposites.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "contract/constraints.hpp"
#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"

using namespace thoth;

namespace {

bool holds(const Schema& schema, RuleId rule, const std::string& text) {
  Schema from = schema;
  from.start = rule;
  const json::Parsed parsed = json::parse(text);
  REQUIRE(parsed.document != nullptr);
  return validate(from, parsed.document->root()).empty();
}

}  // namespace

TEST_CASE("what keeps the opposite of a rule breaks the rule, for each way that is plain to see") {
  const std::vector<std::string> values{
      "null", "true",        "-7",   "3",       "3.5",        "5",  "100",        "[]",
      "[1]",  "[1,2,\"x\"]", "\"\"", "\"abc\"", "\"abcdef\"", "{}", R"({"a":1})", R"({"a":1,"b":2,"c":"x"})"};
  for (const char* const refused :
       {R"({"type": ["string", "number"]})", R"({"minimum": 5})", R"({"maximum": 5})", R"({"exclusiveMinimum": 5})",
        R"({"exclusiveMaximum": 5})", R"({"minLength": 3})", R"({"maxLength": 3})", R"({"minItems": 1})",
        R"({"maxItems": 1})", R"({"minProperties": 1})", R"({"maxProperties": 1})", R"({"required": ["a"]})",
        R"({"required": ["a"], "properties": {"a": {}}})", R"({"not": {"type": "string"}})", "false"}) {
    CAPTURE(refused);
    Schema schema = *test::compiled("{\"not\": " + std::string(refused) + "}");
    const RuleId rule = *schema.root().constraints->not_rule;
    const RuleId opposite = generation::add_opposites(schema).at(rule);
    std::vector<RuleId> ways = schema.rules[opposite].constraints->any_of;
    REQUIRE(ways.size() > 1);
    ways.pop_back();  // for what is not plain to see
    for (const RuleId way : ways) {
      std::size_t kept = 0;
      for (const std::string& value : values) {
        CAPTURE(value);
        if (!holds(schema, way, value)) continue;
        ++kept;
        CHECK_FALSE(holds(schema, rule, value));
      }
      CHECK(kept > 0);
    }
  }
}

TEST_CASE("nothing is the opposite of what everything satisfies, and a schema without not and if gets none") {
  Schema schema = *test::compiled(R"({"not": true, "type": "integer"})");
  const RuleId rule = *schema.root().constraints->not_rule;
  CHECK(schema.rules[generation::add_opposites(schema).at(rule)].types == TypeSet{});
  Schema plain = *test::compiled(R"({"type": "integer"})");
  const std::size_t size = plain.rules.size();
  CHECK(generation::add_opposites(plain).empty());
  CHECK(plain.rules.size() == size);
}
