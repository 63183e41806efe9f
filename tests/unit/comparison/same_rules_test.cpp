// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/same_rules.hpp"

#include <doctest/doctest.h>

#include <string>

#include "unit/json_schema/compiled.hpp"

namespace thoth::comparison {
namespace {

bool same(const std::string& one, const std::string& other) {
  return SameRules().same(*test::compiled(one), *test::compiled(other));
}

TEST_CASE("schemas that ask for the same are the same, in whatever order and with whatever remarks") {
  CHECK(same(R"({"minimum": 1, "type": ["string", "number"]})", R"({"type": ["number", "string"], "minimum": 1.0})"));
  CHECK(same(R"({"title": "A", "required": ["a", "b"]})", R"({"description": "b", "required": ["b", "a"]})"));
  CHECK(same(R"({"enum": [1, "a"]})", R"({"enum": ["a", 1.0]})"));
}

TEST_CASE("each keyword counts") {
  for (const char* const other : {R"({"type": "string"})",
                                  R"({"minimum": 2})",
                                  R"({"exclusiveMinimum": 1})",
                                  R"({"maxLength": 1})",
                                  R"({"minItems": 1})",
                                  R"({"pattern": "a"})",
                                  R"({"uniqueItems": true})",
                                  R"({"required": ["a"]})",
                                  R"({"properties": {"a": true}})",
                                  R"({"patternProperties": {"a": true}})",
                                  R"({"items": {"minimum": 1}})",
                                  R"({"contains": true})",
                                  R"({"enum": [1]})",
                                  R"({"not": {"minimum": 1}})",
                                  R"({"anyOf": [{"minimum": 1}]})",
                                  R"({"allOf": [{"minimum": 1}]})",
                                  R"({"dependentRequired": {"a": ["b"]}})",
                                  R"({"additionalProperties": false})",
                                  R"({"unevaluatedProperties": false})",
                                  R"({"propertyNames": {"maxLength": 1}})"}) {
    CAPTURE(other);
    CHECK_FALSE(same(R"({"minimum": 1})", other));
    CHECK(same(other, other));
  }
}

TEST_CASE("what rules refer to counts as well, however deep") {
  const auto nested = [](const char* inner) {
    return R"({"properties": {"a": {"items": {"anyOf": [{"minimum": )" + std::string(inner) + "}]}}}}";
  };
  CHECK(same(nested("1"), nested("1")));
  CHECK_FALSE(same(nested("1"), nested("2")));
}

TEST_CASE("rules that refer to themselves are compared, and what was found is kept for the next question") {
  const auto list = [](const char* type) {
    return test::compiled(R"({"properties": {"next": {"$ref": "#"}, "value": {"type": ")" + std::string(type) +
                          R"("}}})");
  };
  const auto one = list("string");
  const auto other = list("string");
  const auto third = list("null");
  SameRules rules;
  for (int i = 0; i < 2; ++i) {
    CHECK(rules.same(*one, *other));
    CHECK_FALSE(rules.same(*one, *third));
  }
  // The rules of `next` are those of the whole: what was found of one holds of the other.
  CHECK_FALSE(rules.same(*one, one->root().properties[0].rule, *third, third->root().properties[0].rule));
}

}  // namespace
}  // namespace thoth::comparison
