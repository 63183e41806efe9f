// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>

#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth {
namespace {

/// The wire form of valid contents, or the first violation.
std::string wire(const std::string& schema, const std::string& text, const ValidationOptions& options = {}) {
  const SchemaPtr compiled = test::compiled(schema);
  MessageValidator validator(options);
  const ValidationResult& result = validator.validate_bytes(compiled.get(), text);
  return result.valid() ? std::string(result.wire) : result.violations.front().message();
}

TEST_CASE("a message of a brought type keeps its order, its numbers and what is not declared") {
  const std::string schema = R"({"properties":{"a":{"type":"integer"},"b":{"type":"number"}}})";
  CHECK(wire(schema, R"({ "z": 1, "b": 1.50, "a": -0 })") == R"({"z":1,"b":1.50,"a":-0})");
}

TEST_CASE("what is absent and has a default is filled in, behind what is there") {
  CHECK(wire(R"({"properties":{"a":{"default":1},"b":{"default":[2]},"c":{}}})", R"({"c":3,"b":0})") ==
        R"({"c":3,"b":0,"a":1})");
  CHECK(wire(R"({"$ref":"#/$defs/t","$defs":{"t":{"properties":{"a":{"default":1}}}}})", "{}") == R"({"a":1})");
  CHECK(wire(R"({"allOf":[{"properties":{"a":{"default":1}}},{"properties":{"a":{"default":2},"b":{"default":3}}}]})",
             "{}") == R"({"a":1,"b":3})");
  CHECK(wire(R"({"items":{"properties":{"a":{"default":1}}}})", "[{},7]") == R"([{"a":1},7])");
  CHECK(wire(R"({"prefixItems":[true,{"properties":{"a":{"default":1}}}]})", "[{},{},{}]") == R"([{},{"a":1},{}])");
  CHECK(wire(R"({"properties":{"a":{"default":"x","type":"integer"}}})", "{}") == "{}");
  CHECK(wire(R"({"anyOf":[{"properties":{"a":{"default":1}}}]})", "{}") == "{}");
}

TEST_CASE("component_name is filled in where a type declares it as a string and no more") {
  ValidationOptions options;
  options.fill_ins = {{"component_name", "me"}};
  const std::string required = R"("required":["component_name"])";
  CHECK(wire(R"({"properties":{"component_name":{"type":"string"}},)" + required + "}", R"({"a":1})", options) ==
        R"({"a":1,"component_name":"me"})");
  CHECK(wire(R"({"properties":{"component_name":{"type":"string","maxLength":1}},)" + required + "}", "{}", options) ==
        "required member \"component_name\" is missing (a string) [t.json#/required]");
  CHECK(wire(R"({"anyOf":[{"properties":{"component_name":{"type":"string"}},)" + required + "}]}", "{}", options) ==
        "expected any of 1 alternatives, found an object (the closest is t.json#/anyOf/0; its violations follow) "
        "[t.json#/anyOf]");
  CHECK(wire("{}", "{}", options) == "{}");
}

}  // namespace
}  // namespace thoth
