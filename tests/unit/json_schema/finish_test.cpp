// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>

#include "json_schema/compiler.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth {
namespace {

/// Schemas, this many of them within each other, that all judge one value.
std::string chain(int schemas) {
  std::string text = R"({"minimum":0})";
  for (int i = 1; i < schemas; ++i) text = R"({"not":)" + text + '}';
  return text;
}

TEST_CASE("as many schemas as are meant may judge one value within each other, and no more") {
  CHECK(test::compile(chain(300)));
  CHECK_FALSE(test::compile(chain(301)));
}

TEST_CASE("a rule may lead back to itself through a part of the value alone") {
  CHECK(test::compile(R"({"items":{"$ref":"#"}})"));
  CHECK(test::compile(R"({"anyOf":[{"properties":{"a":{"$ref":"#"}}},true]})"));
  CHECK_FALSE(test::compile(R"({"anyOf":[{"allOf":[{"$ref":"#"}]},true]})"));
  CHECK_FALSE(test::compile(R"({"dependentSchemas":{"a":{"$ref":"#"}}})"));
}

TEST_CASE("what is secret by one rule on a value is secret by those that use it") {
  const auto schema = test::compiled(R"({"properties":{
    "a":{"anyOf":[{"allOf":[{"writeOnly":true}]},{"minimum":1}]},
    "b":{"items":{"writeOnly":true}}}})");
  const auto& properties = schema->root().properties;
  CHECK(schema->rules[properties[0].rule].secret == Secret::yes);
  // Its elements are, but not the array.
  CHECK(schema->rules[properties[1].rule].secret == Secret::no);
  CHECK(schema->root().secret == Secret::no);
}

TEST_CASE("a rule that is a reference and nothing else is left out") {
  const auto schema = test::compiled(R"({"properties":{"a":{"$ref":"#/$defs/x"}},
    "$defs":{"x":{"$ref":"#/$defs/y"},"y":{"minimum":1}}})");
  CHECK(schema->rules[schema->root().properties[0].rule].location == "t.json#/$defs/y");
}

}  // namespace
}  // namespace thoth
