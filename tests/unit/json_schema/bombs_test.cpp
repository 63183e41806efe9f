// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>

#include "support/text.hpp"
#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"

// Schemas and messages that are made to hurt: each must end, with an error or with a result. A defect here shows as a
// test that never ends, or that eats all memory.
namespace thoth {
namespace {

std::string fault_of_schema(const std::string& schema) {
  const auto made = test::compile(schema);
  return made ? "" : made.error().text();
}

Violations validate(const std::string& schema, const std::string& contents) {
  const json::Parsed parsed = json::parse(contents);
  REQUIRE(parsed.document != nullptr);
  return validate(*test::compiled(schema), parsed.document->root());
}

/// Definitions d0 to d(count-1), each made of the next two times over by `link`; the last is an integer.
std::string fan(const std::string& before, const std::string& after, int count) {
  std::string schema = R"({"$ref":"#/$defs/d0","$defs":{)";
  for (int i = 0; i < count; ++i) {
    const std::string next = R"({"$ref":"#/$defs/d)" + std::to_string(i + 1) + "\"}";
    schema += "\"d" + std::to_string(i) + "\":{" + before + next + ',' + next + after + "},";
  }
  return schema + "\"d" + std::to_string(count) + R"(":{"type":"integer"}}})";
}

TEST_CASE("deep chains on one value are refused") {
  const std::string nested = test::repeated(R"({"allOf":[)", 400) + "true" + test::repeated("]}", 400);
  CHECK(fault_of_schema(nested).find("more than 300 nested schemas apply to one value") != std::string::npos);
  std::string chain = R"({"$ref":"#/$defs/d0","$defs":{)";
  for (int i = 0; i < 5000; ++i) {
    chain += "\"d" + std::to_string(i) + R"(":{"allOf":[{"$ref":"#/$defs/d)" + std::to_string(i + 1) + "\"}]},";
  }
  CHECK(fault_of_schema(chain + R"("d5000":true}})").find("nested schemas apply to one value") != std::string::npos);
  CHECK(fault_of_schema(test::repeated(R"({"not":)", 999) + "true" + test::repeated("}", 999))
            .find("nested schemas apply to one value") != std::string::npos);
}

TEST_CASE("fans of references that double at each step are refused") {
  for (const char* const keyword : {"allOf", "anyOf", "oneOf"}) {
    CAPTURE(keyword);
    CHECK(fault_of_schema(fan('"' + std::string(keyword) + "\":[", "]", 60)).find("validated more than 100000 times") !=
          std::string::npos);
  }
  // Those into parts of a value are as many as the message has parts.
  const std::string into_parts = fan(R"("prefixItems":[)", "]", 60);
  CHECK(fault_of_schema(into_parts) == "");
  CHECK(validate(into_parts, test::repeated("[", 60) + "1" + test::repeated("]", 60)).empty());
  CHECK(validate(into_parts, test::repeated("[", 60) + "\"x\"" + test::repeated("]", 60)).size() == 1);
}

TEST_CASE("alternatives that double with each level of the message end without a verdict") {
  const std::string branch = R"({"required":["x"],"properties":{"a":{"$ref":"#"}}})";
  const std::string message = test::repeated(R"({"x":1,"a":)", 200) + "3" + test::repeated("}", 200);
  for (const char* const keyword : {"anyOf", "oneOf"}) {
    CAPTURE(keyword);
    const std::string schema = "{\"type\":\"object\",\"" + std::string(keyword) + "\":[" + branch + ',' + branch + "]}";
    const Violations violations = validate(schema, message);
    REQUIRE(violations.size() == 1);
    CHECK(violations.front().expected == "a value that its schema can validate in bounded time");
  }
  // Not even where giving up would be what is asked for.
  const std::string negated = R"({"$defs":{"n":{"anyOf":[{"properties":{"a":{"$ref":"#/$defs/n"}},"required":["x"]},
      {"properties":{"a":{"$ref":"#/$defs/n"}},"required":["x"]},{"type":"null"}]}},"not":{"$ref":"#/$defs/n"}})";
  CHECK(validate(negated, test::repeated(R"({"x":1,"a":)", 200) + "{}" + test::repeated("}", 200)).size() == 1);
  CHECK(validate(negated, R"({"x":1,"a":{}})").empty());
}

TEST_CASE("patterns that count high are refused, one by one or for their sum") {
  CHECK(fault_of_schema(R"({"pattern":"((x{100}){100}){100}"})").find("regular expression is too large") !=
        std::string::npos);
  CHECK(fault_of_schema(R"({"pattern":"(\\pL{300}){30000}"})").find("regular expression is too large") !=
        std::string::npos);
  CHECK(fault_of_schema(R"({"pattern":"x{1001}"})") == "");
  CHECK(fault_of_schema(R"({"pattern":"(\\pL{300}){300}"})") == "");
  CHECK(fault_of_schema(R"({"pattern":"^[a-z]{1000}$"})") == "");
  std::string many = R"({"patternProperties":{)";
  for (int i = 0; i < 3000; ++i)
    many += (i == 0 ? "\"" : ",\"") + std::string("\\\\pL{20}") + std::to_string(i) + "\":true";
  CHECK(fault_of_schema(many + "}}").find("its patterns are too large") != std::string::npos);
}

TEST_CASE("a pattern that takes too long makes its value invalid, whatever is around it") {
  const std::string text = '"' + std::string(100'000, 'a') + "!\"";
  const std::string hint = "could not be decided within 5000000 steps";
  for (const std::string pattern :
       {R"({"pattern":"^(a+)+(?!x)$"})", R"({"not":{"pattern":"^(a+)+(?!x)$"}})",
        R"({"anyOf":[{"pattern":"^(a+)+(?!x)$"},true]})", R"({"if":{"pattern":"^(a+)+(?!x)$"},"else":true})"}) {
    CAPTURE(pattern);
    const auto violations = validate(pattern, text);
    REQUIRE(violations.size() == 1);
    CHECK(violations.front().code == Code::value);
    CHECK(violations.front().hint == hint);
    CHECK(violations.front().schema.ends_with("/pattern"));
    const auto inner = validate(R"({"properties":{"d":)" + pattern + "}}", R"({"c":1,"d":)" + text + "}");
    REQUIRE(inner.size() == 1);
    CHECK(inner.front().pointer == "/d");
    CHECK(inner.front().place.offset == 11);
  }
  const auto named = validate(R"({"patternProperties":{"^(a+)+(?!x)$":false}})", "{" + text + ":1}");
  REQUIRE(named.size() == 1);
  CHECK(named.front().hint == hint);
  CHECK(named.front().schema.ends_with("/patternProperties"));
}

TEST_CASE("counts that no message reaches cost nothing") {
  CHECK(validate(R"({"minItems":1000000000,"items":{"type":"integer"}})", "[1]").front().expected ==
        "at least 1000000000 elements");
  CHECK(validate(R"({"minLength":1e18,"minProperties":99999999999999999999})", "\"x\"").size() == 1);
  CHECK(validate(R"({"contains":true,"minContains":1000000000,"maxContains":1e300})", "[1]").size() == 1);
}

TEST_CASE("unique elements are told apart among many that begin alike") {
  const std::string same(30, 'x');
  std::string all = "[";
  for (int i = 0; i < 100'000; ++i) all += '"' + same + std::to_string(i) + "\",";
  CHECK(validate(R"({"uniqueItems":true})", all + "1]").empty());
  CHECK(validate(R"({"uniqueItems":true})", all + '"' + same + "77\"]").size() == 1);
}

TEST_CASE("unevaluated members are found however deep they are") {
  const std::string schema = R"({"$defs":{"a":{"properties":{"a":{"$ref":"#"}}}},
                                 "allOf":[{"$ref":"#/$defs/a"}],"unevaluatedProperties":false})";
  CHECK(validate(schema, test::repeated(R"({"a":)", 600) + "{}" + test::repeated("}", 600)).empty());
  CHECK(validate(schema, test::repeated(R"({"a":)", 600) + R"({"b":1})" + test::repeated("}", 600)).front().pointer ==
        test::repeated("/a", 600) + "/b");
}

}  // namespace
}  // namespace thoth
