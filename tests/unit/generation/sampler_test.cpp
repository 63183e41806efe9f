#include <doctest/doctest.h>

#include <cstdint>
#include <set>
#include <string>

#include "thoth/messages/all.hpp"
#include "thoth/sampler.hpp"
#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"

using namespace thoth;

namespace {

/// Judged by hand, on the strict path, and not as the sampler itself does.
Violations judged(const Schema& schema, const std::string& contents) {
  const json::Parsed parsed = json::parse(contents);
  REQUIRE(parsed.document != nullptr);
  REQUIRE(parsed.violations.empty());
  return validate(schema, parsed.document->root());
}

void check_samples(const Schema& schema, std::uint64_t seeds, int count) {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    CAPTURE(seed);
    Sampler sampler(schema, seed);
    for (int i = 0; i < count; ++i) {
      const auto contents = sampler.valid();
      if (!contents) FAIL(contents.error().text());
      CAPTURE(*contents);
      CHECK(judged(schema, *contents).empty());
    }
  }
}

}  // namespace

TEST_CASE("samples of every built-in type are valid, and differ") {
  for (const SchemaPtr& schema : messages::catalog().schemas()) {
    CAPTURE(schema->topic);
    check_samples(*schema, 10, 20);
    std::set<std::string> different;
    Sampler sampler(*schema, 1);
    for (int i = 0; i < 20; ++i) different.insert(sampler.valid().value());
    CHECK(different.size() > 15);
  }
}

TEST_CASE("one seed makes the same samples again, and another one others") {
  for (const SchemaPtr& schema : messages::catalog().schemas()) {
    CAPTURE(schema->topic);
    Sampler first(*schema, 7);
    Sampler again(*schema, 7);
    Sampler other(*schema, 8);
    std::string firsts;
    std::string others;
    for (int i = 0; i < 5; ++i) {
      const std::string contents = first.valid().value();
      CHECK(contents == again.valid().value());
      firsts += contents;
      others += other.valid().value();
      CHECK(first.broken().value().contents == again.broken().value().contents);
    }
    CHECK(firsts != others);
  }
}

TEST_CASE("samples that are to be invalid break exactly the rule that is named") {
  for (const SchemaPtr& schema : messages::catalog().schemas()) {
    CAPTURE(schema->topic);
    std::set<std::string> rules;
    Sampler sampler(*schema, 3);
    for (int i = 0; i < 100; ++i) {
      const auto broken = sampler.broken();
      if (!broken) FAIL(broken.error().text());
      CAPTURE(broken->contents);
      const Violations violations = judged(*schema, broken->contents);
      REQUIRE(violations.size() == 1);
      REQUIRE(broken->violations.size() == 1);
      const Violation& violation = broken->violations.front();
      CHECK(violations.front().code == violation.code);
      CHECK(violations.front().pointer == violation.pointer);
      rules.insert(std::string(name(violation.code)) + violation.pointer);
    }
    CHECK(rules.size() > 3);
  }
}

TEST_CASE("samples keep each keyword of the schemas that users bring") {
  for (
      const char* const text : {
          R"({"type": "integer", "minimum": 3, "exclusiveMaximum": 5})",
          R"({"type": "number", "multipleOf": 0.01, "exclusiveMinimum": 0, "maximum": 0.03})",
          R"({"allOf": [{"type": "number", "multipleOf": 0.5}, {"multipleOf": 0.3}], "minimum": -7})",
          R"({"type": "number", "exclusiveMinimum": 1, "exclusiveMaximum": 1.001})",
          R"({"type": "string", "minLength": 5, "maxLength": 5})",
          R"({"type": "string", "pattern": "^[A-Z]{2}-\\d+$", "maxLength": 6})",
          R"({"enum": [1, "two", null, {"three": [3]}]})",
          R"({"const": {"a": 1}})",
          R"({"type": ["string", "integer"], "enum": ["a", 1, true]})",
          R"({"type": "array", "items": {"type": "boolean"}, "uniqueItems": true, "minItems": 2})",
          R"({"type": "array", "prefixItems": [{"type": "string"}, {"type": "null"}], "items": false, "minItems": 1})",
          R"({"type": "array", "contains": {"const": 7}, "minContains": 2, "maxContains": 3, "maxItems": 4})",
          R"({"type": "object", "required": ["x"], "properties": {"a": {"type": "null"}, "b": false}})",
          R"({"type": "object", "patternProperties": {"^x-[a-z]+$": {"type": "integer"}}, "additionalProperties": false, "minProperties": 2})",
          R"({"type": "object", "propertyNames": {"pattern": "^[a-c]{3}$"}, "minProperties": 3, "maxProperties": 5})",
          R"({"type": "object", "properties": {"a": {}, "b": {}}, "dependentRequired": {"a": ["c"]}, "dependentSchemas": {"b": {"required": ["d"], "properties": {"d": {"type": "null"}}}}})",
          R"({"allOf": [{"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}, {"properties": {"a": {"minimum": 9}}}], "unevaluatedProperties": false})",
          R"({"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 3}]})",
          R"({"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}], "type": "integer"})",
          R"({"type": "integer", "not": {"multipleOf": 2}})",
          R"({"type": "object", "properties": {"k": {"enum": ["a", "b"]}, "v": {}}, "required": ["k", "v"], "if": {"properties": {"k": {"const": "a"}}}, "then": {"properties": {"v": {"type": "string"}}}, "else": {"properties": {"v": {"type": "array"}}}})",
          R"({"$defs": {"tree": {"type": "object", "properties": {"left": {"$ref": "#/$defs/tree"}, "right": {"$ref": "#/$defs/tree"}}, "additionalProperties": false}}, "$ref": "#/$defs/tree"})",
          R"({"$dynamicAnchor": "list", "type": "array", "items": {"$dynamicRef": "#list"}})",
          R"({"type": "array", "prefixItems": [{}], "unevaluatedItems": {"type": "null"}})",
          R"({"type": "string", "format": "date-time"})",
          "true",
      }) {
    CAPTURE(text);
    check_samples(*test::compiled(text), 10, 10);
  }
}

TEST_CASE("where alternatives are broken what the closest lacks follows, and is one rule") {
  const auto schema = test::compiled(
      R"({"anyOf": [{"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "integer"}}}, {"type": "string", "minLength": 3}]})");
  Sampler sampler(*schema, 1);
  std::set<std::string> rules;
  for (int i = 0; i < 50; ++i) {
    const Sampler::Broken broken = sampler.broken().value();
    CAPTURE(broken.contents);
    REQUIRE(broken.violations.size() == 2);
    CHECK(judged(*schema, broken.contents).size() == 2);
    CHECK(broken.violations[0].schema == "t.json#/anyOf");
    rules.insert(broken.violations[1].schema);
  }
  CHECK(rules.contains("t.json#/anyOf/0/required"));
  CHECK(rules.contains("t.json#/anyOf/0/properties/a/type"));
  CHECK(rules.contains("t.json#/anyOf/1/minLength"));
}

TEST_CASE("where no value is found the keyword and its place are named") {
  const auto schema = test::compiled(
      R"({"type": "object", "required": ["a"], "properties": {"a": {"type": "integer", "minimum": 2, "maximum": 1}}})");
  const auto contents = Sampler(*schema, 0).valid();
  REQUIRE(!contents);
  CHECK(contents.error().code == ErrorCode::usage);
  CHECK(contents.error().text().find("gave up at \"/a\"") != std::string::npos);
  CHECK(contents.error().text().find("t.json#/properties/a/maximum") != std::string::npos);
}

TEST_CASE("a schema that refuses nothing has no invalid samples, which is said") {
  const auto broken = Sampler(*test::compiled("true"), 0).broken();
  REQUIRE(!broken);
  CHECK(broken.error().text().find("breaks one rule") != std::string::npos);
}

TEST_CASE("what is filled in where it lacks is not broken by leaving it out") {
  const SchemaPtr& schema = messages::catalog().schemas().front();
  ValidationOptions options;
  options.fill_ins = {{"component_name", "c"}, {"service_version", "s"}};
  Sampler sampler(*schema, 3, options.fill_ins);
  for (int i = 0; i < 100; ++i) {
    const std::string contents = sampler.broken().value().contents;
    CAPTURE(contents);
    const json::Parsed parsed = json::parse(contents);
    CHECK(validate(*schema, parsed.document->root(), options).size() == 1);
  }
}
