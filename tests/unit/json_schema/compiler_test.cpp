// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/compiler.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth {
namespace {

using test::compile;
using test::compiled;

/// What is wrong with a schema, without the words that all errors share.
std::string fault(const std::string& text) {
  const auto schema = compile(text);
  if (schema) return "";
  CHECK(schema.error().code == ErrorCode::usage);
  return schema.error().subject + ' ' + schema.error().reason;
}

TEST_CASE("what is wrong with a schema is said with its place") {
  CHECK(fault("{\n  \"type\": \"strin\"\n}") ==
        "t.json:2:11 type must be null, boolean, integer, number, string, array or object, not the string \"strin\"");
  CHECK(fault(R"({"type":[]})") ==
        "t.json:1:9 type must be a type name or a non-empty array of type names, not an array");
  CHECK(fault(R"({"properties":[]})") == "t.json:1:15 properties must be an object, not an array");
  CHECK(fault(R"({"properties":{"a":1}})") == "t.json:1:20 a schema must be an object or a boolean, not the number 1");
  CHECK(fault(R"({"required":"a"})") == "t.json:1:13 required must be an array of names, not the string \"a\"");
  CHECK(fault(R"({"minLength":-1})") == "t.json:1:14 minLength must be an integer of at least 0, not the number -1");
  CHECK(fault(R"({"minimum":"1"})") == "t.json:1:12 minimum must be a number, not the string \"1\"");
  CHECK(fault(R"({"multipleOf":0})") == "t.json:1:15 multipleOf must be a number above 0, not the number 0");
  CHECK(fault(R"({"oneOf":[]})") == "t.json:1:10 oneOf must be a non-empty array of schemas, not an array");
  CHECK(fault(R"({"enum":1})") == "t.json:1:9 enum must be an array, not the number 1");
  CHECK(fault(R"({"uniqueItems":1})") == "t.json:1:16 uniqueItems must be true or false, not the number 1");
  CHECK(fault(R"x({"pattern":"(?!a"})x") ==
        "t.json:1:12 the pattern \"(?!a\" is not a regular expression: missing closing parenthesis");
  CHECK(fault(R"({"items":[{}]})") == "t.json:1:10 items is an array, which only drafts up to 2019-09 allow");
  CHECK(fault("[]") == "t.json:1:1 a schema must be an object or a boolean, not an array");
  CHECK(fault("{,}") == "t.json:1:2 expected a member name in double quotes or }, found a comma");
}

TEST_CASE("what nothing refers to is not looked at") {
  CHECK(fault(R"({"$defs":{"a":{"type":"int"}}})") == "");
  CHECK(fault(R"({"$defs":[],"definitions":3})") == "");
  CHECK(fault(R"({"$schema":"http://json-schema.org/draft-07/schema#","additionalItems":1})") == "");
  CHECK(fault(R"({"$ref":"#/$defs/b","$defs":{"a":{"type":"int"},"b":{}}})") == "");
  CHECK(fault(R"({"$ref":"#/$defs/a","$defs":{"a":{"type":"int"}}})").starts_with("t.json:1:42 type must be"));
}

TEST_CASE("each draft has its own keywords and meanings") {
  const auto takes = [](const std::string& draft, const std::string& rest, const std::string& value) {
    const auto schema = compiled(R"({"$schema":")" + draft + "\"," + rest + "}");
    return validate(*schema, json::parse(value).document->root()).empty();
  };
  const std::string draft_4 = "http://json-schema.org/draft-04/schema#";
  const std::string draft_6 = "http://json-schema.org/draft-06/schema#";
  const std::string draft_7 = "http://json-schema.org/draft-07/schema#";
  const std::string draft_2019 = "https://json-schema.org/draft/2019-09/schema";
  const std::string newest = "http://json-schema.org/schema#";
  CHECK_FALSE(takes(draft_4, R"("minimum":1,"exclusiveMinimum":true)", "1"));
  CHECK(takes(draft_4, R"("minimum":1,"exclusiveMinimum":true)", "1.5"));
  CHECK(takes(draft_4, R"("maximum":1,"exclusiveMaximum":false)", "1"));
  CHECK(takes(draft_4, R"("exclusiveMaximum":true)", "1"));
  CHECK_FALSE(takes(draft_4, R"("type":"integer")", "1.0"));
  CHECK(takes(draft_4, R"("type":"integer")", "12345678901234567890"));
  CHECK(takes(draft_6, R"("type":"integer")", "1.0"));
  CHECK(takes(draft_4,
              R"("const":1,"contains":{"type":"null"},"propertyNames":{"maxLength":1},"if":{},"then":{"minItems":9})",
              R"([2])"));
  CHECK_FALSE(takes(draft_6, R"("const":1)", "2"));
  CHECK(takes(draft_6, R"("if":true,"then":false)", "2"));
  CHECK_FALSE(takes(draft_7, R"("if":true,"then":false)", "2"));
  CHECK(takes(draft_7, R"("dependentRequired":{"a":["b"]})", R"({"a":1})"));
  CHECK_FALSE(takes(draft_2019, R"("dependentRequired":{"a":["b"]})", R"({"a":1})"));
  CHECK_FALSE(takes(newest, R"("dependencies":{"a":["b"]})", R"({"a":1})"));
  CHECK_FALSE(takes(draft_2019, R"("items":[{"type":"null"}],"additionalItems":false)", "[null,1]"));
  CHECK_FALSE(takes(draft_2019, R"("contains":{"type":"null"},"unevaluatedItems":false)", "[null]"));
  CHECK(takes(newest, R"("contains":{"type":"null"},"unevaluatedItems":false)", "[null]"));
  CHECK(takes(draft_2019, R"("contains":{"type":"null"},"minContains":0)", "[]"));
  CHECK(takes(draft_7, R"("contains":{"type":"null"},"minContains":2)", "[null]"));
  CHECK_FALSE(takes(draft_4, R"("additionalProperties":false,"properties":{"a":{}})", R"({"b":1})"));
  CHECK(fault(R"({"$schema":")" + draft_4 + R"(","properties":{"a":true}})") ==
        "t.json:1:72 a schema must be an object in draft 4, not true");
  CHECK(fault(R"({"$schema":")" + draft_4 + R"(","minimum":1,"exclusiveMinimum":1})") ==
        "t.json:1:85 exclusiveMinimum must be true or false, not the number 1");
  CHECK(fault(R"({"$schema":")" + draft_2019 + R"(","$recursiveRef":"#/a"})") ==
        "t.json:1:75 $recursiveRef must be \"#\", not the string \"#/a\"");
}

TEST_CASE("a reference that leads nowhere, or outside, is named") {
  CHECK(fault(R"({"$ref":"#/$defs/a"})") == "t.json:1:9 it refers to #/$defs/a of t.json, which does not exist");
  CHECK(fault(R"({"$ref":"#a"})") == "t.json:1:9 it refers to #a of t.json, which does not exist");
  CHECK(fault(R"({"$ref":"https://example.com/a.json"})") ==
        "t.json:1:9 it refers to https://example.com/a.json, which is not in the catalog");
  CHECK(fault(R"({"$ref":"file:///etc/passwd"})") ==
        "t.json:1:9 it refers to file:///etc/passwd, which is not in the catalog");
  CHECK(fault(R"({"$ref":7})") == "t.json:1:9 a reference must be a string, not the number 7");
  CHECK(fault(R"({"$schema":"http://json-schema.org/draft-03/schema#"})")
            .starts_with("t.json:1:12 its $schema is the string"));
  CHECK(fault(R"({"$anchor":"a","items":{"$anchor":"a"}})") ==
        "t.json:1:35 the anchor the string \"a\" is defined twice");
}

TEST_CASE("a schema that judges one value for ever is refused") {
  const std::string never = " it refers to itself for the same value, so validation would never end";
  CHECK(fault(R"({"$ref":"#"})") == "t.json:1:1" + never);
  CHECK(fault(R"({"$ref":"#/$defs/a","$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}})")
            .ends_with(never));
  CHECK(fault(R"({"properties":{"a":{"$ref":"#"}},"items":{"anyOf":[{"$ref":"#"},{"type":"null"}]}})") == "");
}

TEST_CASE("a schema that judges one value far too often, or too deep, is refused") {
  std::string fan = R"({"$ref":"#/$defs/0","$defs":{"40":true)";
  for (int i = 0; i < 40; ++i) {
    const std::string next = R"({"$ref":"#/$defs/)" + std::to_string(i + 1) + "\"}";
    fan += ",\"" + std::to_string(i) + R"(":{"allOf":[)" + next + ',' + next + "]}";
  }
  CHECK(fault(fan + "}}").ends_with(" one value would be validated more than 100000 times"));
  std::string chain = R"({"$ref":"#/$defs/0","$defs":{"5000":true)";
  for (int i = 0; i < 5000; ++i) {
    chain += ",\"" + std::to_string(i) + R"(":{"$ref":"#/$defs/)" + std::to_string(i + 1) + "\"}";
  }
  CHECK(fault(chain + "}}").ends_with(" more than 300 nested schemas apply to one value"));
}

TEST_CASE("a $dynamicRef that never ends is a violation, not the end of the program") {
  const auto schema = compiled(R"({"$id":"test:/a","$dynamicAnchor":"n","$ref":"b",
    "$defs":{"b":{"$id":"b","$dynamicAnchor":"n","allOf":[{"$dynamicRef":"#n"}]}}})");
  const auto parsed = json::parse("1");
  const auto violations = validate(*schema, parsed.document->root());
  REQUIRE(violations.size() == 1);
  CHECK(violations.front().code == Code::json_depth);
}

TEST_CASE("a type has the $id of its schema, if that is an absolute URI") {
  CHECK(compiled(R"({"$id":"https://shop.example/order"})")->id == "https://shop.example/order");
  json_schema::Documents documents;
  const auto root = documents.add("file:///t.json", "t.json", R"({"$id":"order.json"})");
  CHECK((*json_schema::Compiler(documents).compile(**root, "t"))->id.empty());
}

TEST_CASE("a schema says what its type is, and what its members are for") {
  const auto schema = compiled(R"({"title":"T","description":"What it is","properties":{
    "version":{"const":"v7"},
    "a":{"$ref":"#/$defs/a","default":1},
    "b":{"$ref":"#/$defs/a"},
    "c":{"default":"x","type":"integer"},
    "d":{"writeOnly":true},
    "e":{"$ref":"#/$defs/e"}},
    "required":["a"],"$defs":{"a":{"type":"integer","description":"A number","default":2,"examples":[5]},
    "e":{"allOf":[{"x-secret":true}]}}})");
  CHECK(schema->topic == "t");
  CHECK(schema->version == "v7");
  CHECK(schema->description == "What it is");
  const auto& properties = schema->root().properties;
  REQUIRE(properties.size() == 6);
  CHECK(properties[1].presence == Presence::required);
  CHECK(properties[1].default_json == "1");
  CHECK(properties[2].default_json == "2");
  CHECK(properties[2].presence == Presence::defaulted);
  CHECK(properties[2].description == "A number");
  CHECK(properties[2].example_json == "5");
  CHECK(schema->rules[properties[2].rule].types == TypeSet(Type::integer));
  // A default that its own schema refuses stands for nothing.
  CHECK(properties[3].default_json == "");
  CHECK(properties[3].presence == Presence::optional);
  CHECK(properties[4].secret == Secret::yes);
  CHECK(properties[5].secret == Secret::yes);
}

TEST_CASE("a reference finds one of many definitions, whatever its name") {
  std::string definitions;
  for (int i = 0; i < 50; ++i) definitions += "\"d" + std::to_string(i) + R"(":{"type":"boolean"},)";
  definitions += R"("a/b~c d":{"type":"integer"},"":{"type":"null"})";
  const auto type_of = [&definitions](const std::string& reference) {
    const auto schema = test::compile(R"({"$ref":"#/$defs/)" + reference + R"(","$defs":{)" + definitions + "}}");
    return schema ? describe((*schema)->root().types) : schema.error().text();
  };
  CHECK(type_of("d49") == "a boolean");
  CHECK(type_of("a~1b~0c%20d") == "an integer");
  CHECK(type_of("") == "null");
  CHECK(type_of("d50").find("it refers to #/$defs/d50 of t.json, which does not exist") != std::string::npos);
}

}  // namespace
}  // namespace thoth
