// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/json_schema.hpp"

#include <doctest/doctest.h>

#include <string>

#include "thoth/messages/all.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth {
namespace {

using test::compiled;

std::string written(const std::string& schema) {
  const auto text = write_json_schema(*compiled(schema));
  REQUIRE(text);
  return *text;
}

TEST_CASE("a property is written with all that is known of it") {
  CHECK(written(R"({"description":"D","type":"object","required":["id"],"properties":{
    "id":{"type":["integer","null"],"maximum":5,"description":"I"},
    "secret":{"type":"string","x-secret":true},
    "kind":{"enum":["a",1.50],"default":"a"}}})") ==
        R"({"title":"t","description":"D","type":"object","properties":{)"
        R"("id":{"description":"I","type":["integer","null"],"maximum":5},)"
        R"("secret":{"type":"string","writeOnly":true,"x-secret":true},)"
        R"("kind":{"enum":["a",1.50],"default":"a","examples":["a"]}},"required":["id"]})");
}

TEST_CASE("what is used twice, or within itself, is written once") {
  CHECK(
      written(R"({"$defs":{"n":{"minimum":1}},"properties":{"a":{"$ref":"#/$defs/n"},"b":{"$ref":"#/$defs/n"}}})") ==
      R"({"title":"t","properties":{"a":{"$ref":"#/$defs/n"},"b":{"$ref":"#/$defs/n"}},"$defs":{"n":{"minimum":1}}})");
  CHECK(written(R"({"properties":{"next":{"$ref":"#"}}})") == R"({"title":"t","properties":{"next":{"$ref":"#"}}})");
  CHECK(*write_json_schema(*compiled(R"({"properties":{"next":{"$ref":"#"}}})"), "#/x") ==
        R"({"title":"t","properties":{"next":{"$ref":"#/x"}}})");
}

TEST_CASE("a schema that refers to whoever uses it is not written") {
  const auto text = write_json_schema(*compiled(R"({"$dynamicAnchor":"x","items":{"$dynamicRef":"#x"}})"));
  REQUIRE(!text);
  CHECK(text.error().text() ==
        "writing t: its schema has a $dynamicRef, which cannot be written (use the schema's own file)");
}

TEST_CASE("what older drafts mean is written in the words of the newest") {
  CHECK(written(R"({"$schema":"http://json-schema.org/draft-04/schema#","type":"integer","minimum":1,
                    "exclusiveMinimum":true})") ==
        R"({"title":"t","type":"integer","x-integer-literal":true,"exclusiveMinimum":1})");
  CHECK(compiled(R"({"type":"integer","x-integer-literal":true})")->root().integers == Integers::by_token);
  CHECK(written(R"({"$schema":"https://json-schema.org/draft/2019-09/schema","contains":{"type":"null"}})") ==
        R"({"title":"t","contains":{"type":"null"}})");
  CHECK(written(R"({"$schema":"https://json-schema.org/draft/2019-09/schema","contains":{"type":"null"},
                    "unevaluatedItems":{"type":"string"}})") ==
        R"({"title":"t","allOf":[{"not":{"not":{"contains":{"type":"null"}}}}],"unevaluatedItems":{"type":"string"}})");
  const auto recursive = write_json_schema(*compiled(
      R"({"$schema":"https://json-schema.org/draft/2019-09/schema","$recursiveAnchor":true,"items":{"$recursiveRef":"#"}})"));
  REQUIRE(!recursive);
  CHECK(recursive.error().reason == "its schema has a $recursiveRef, which cannot be written");
}

TEST_CASE("integers of built-in types keep their bounds, and their form by a keyword of our own") {
  const Schema* const schema = messages::catalog().find("thoth.adviser-trigger");
  REQUIRE(schema != nullptr);
  const auto text = write_json_schema(*schema);
  REQUIRE(text);
  CHECK(text->find(R"("type":["integer","null"],"x-int64":true,"minimum":-9223372036854775808,)"
                   R"("maximum":9223372036854775807,"default":null)") != std::string::npos);
  CHECK(compiled(*text)->root().properties.size() == schema->root().properties.size());
  CHECK(is_draft_7(*schema));
  CHECK_FALSE(is_draft_7(*compiled(R"({"prefixItems":[{}]})")));
}

TEST_CASE("what is nested too deeply is written in $defs") {
  std::string chain = R"({"$ref":"#/$defs/d0","$defs":{)";
  for (int i = 0; i < 20'000; ++i) {
    chain +=
        "\"d" + std::to_string(i) + R"(":{"properties":{"a":{"$ref":"#/$defs/d)" + std::to_string(i + 1) + "\"}}},";
  }
  const std::string text = written(chain + R"("d20000":{"type":"null"}}})");
  const auto parsed = json::parse(text);
  REQUIRE(parsed.document != nullptr);
  const json::Node* const definitions = parsed.document->root().find("$defs");
  REQUIRE(definitions != nullptr);
  CHECK(definitions->members.size() == 200);
  CHECK(compiled(text)->rules.size() >= 20'000);
}

}  // namespace
}  // namespace thoth
