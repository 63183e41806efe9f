// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/goals.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "generation/value_maker.hpp"
#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth::comparison {
namespace {

/// Whether one of the first messages for a change is taken by one contract and refused by the other.
bool leads_to_break(const std::string& takes, const std::string& refuses, const std::string& pointer) {
  const auto taking = test::compiled(takes);
  const auto refusing = test::compiled(refuses);
  Goals goals(*taking, *refusing);
  const std::vector<RuleId> rules = goals.add(pointer);
  generation::ValueMaker maker(goals.schema(), 0);
  MessageValidator validator;
  for (std::size_t attempt = 0; attempt < 5; ++attempt) {
    for (const RuleId rule : rules) {
      const std::string text = maker.make(attempt, rule);
      if (!validator.validate_bytes(taking.get(), text).valid()) continue;
      if (!validator.validate_bytes(refusing.get(), text).valid()) return true;
    }
  }
  return false;
}

TEST_CASE("messages are made that have at the place what the other contract refuses") {
  CHECK(leads_to_break(R"({"properties": {"a": {"properties": {"n": {"type": "integer"}}}}})",
                       R"({"properties": {"a": {"properties": {"n": {"type": "integer", "minimum": 500000}}}}})",
                       "/a/n"));
  CHECK(leads_to_break(R"({"items": {"properties": {"n": {"enum": [1, 2]}}}})",
                       R"({"items": {"properties": {"n": {"enum": [1]}}}})", "/*/n"));
  CHECK(leads_to_break(R"({"prefixItems": [{}, {"type": "string"}]})", R"({"prefixItems": [{}, {"maxLength": 0}]})",
                       "/1"));
}

TEST_CASE("a member is left out, or one that is not declared is there, under a name that a pattern asks for") {
  CHECK(leads_to_break(R"({"type": "object", "properties": {"a": {}}})",
                       R"({"type": "object", "properties": {"a": {}}, "required": ["a"]})", "/a"));
  CHECK(leads_to_break(R"({"type": "object", "properties": {"a": {}}})",
                       R"({"type": "object", "properties": {"a": {}}, "additionalProperties": false})", ""));
  CHECK(
      leads_to_break(R"({"type": "object", "patternProperties": {"^x-[0-9]{4}$": {}}, "additionalProperties": false})",
                     R"({"type": "object", "additionalProperties": false})", ""));
}

TEST_CASE("rules of both contracts keep to themselves") {
  const auto one =
      test::compiled(R"({"$ref": "#/$defs/x", "$defs": {"x": {"properties": {"next": {"$ref": "#/$defs/x"}}}}})");
  Goals goals(*one, *one);
  const auto rules = goals.add("/next");
  CHECK(std::all_of(rules.begin(), rules.end(), [&](RuleId id) { return id < goals.schema().rules.size(); }));
  CHECK(goals.schema().start == one->start);
  CHECK(goals.schema().rules.size() > 2 * one->rules.size());
}

}  // namespace
}  // namespace thoth::comparison
