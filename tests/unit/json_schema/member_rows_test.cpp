// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/member_rows.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/json_schema/compiled.hpp"

namespace thoth {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows(const std::string& text) {
  return member_rows(*test::compiled(text));
}

TEST_CASE("a row tells a member's name, type, presence and description") {
  CHECK(rows(R"({"required":["a"],"properties":{
    "a":{"type":["string","null"],"description":"An A"},
    "b":{"type":"array","items":{"type":"integer"}},
    "c":{"type":"integer","default":3,"writeOnly":true,"description":"A C"},
    "d":{"type":"string","writeOnly":true}}})") == Rows{{"a", "string or null", "required", "An A"},
                                                        {"b", "array of integer", "optional", ""},
                                                        {"c", "integer", "default 3", "A C (secret)"},
                                                        {"d", "string", "optional", "(secret)"}});
}

TEST_CASE("members of members follow, and those of rules that always apply are among them") {
  CHECK(rows(R"({"properties":{"a":{"type":"object","allOf":[{"properties":{"b":{"type":"null"}}}],
                 "anyOf":[{"properties":{"c":true}}]}}})") ==
        Rows{{"a", "object", "optional", ""}, {"a.b", "null", "optional", ""}});
}

TEST_CASE("what holds its own kind is unfolded once") {
  CHECK(rows(R"({"type":"object","properties":{"next":{"$ref":"#"}}})") == Rows{{"next", "object", "optional", ""}});
}

TEST_CASE("what is no object has no members") {
  CHECK(rows(R"({"type":"string","properties":{"a":true}})").empty());
}

TEST_CASE("the members of schemas that a discriminator chooses follow, each with the values that choose it") {
  const SchemaPtr type = test::compiled_async_api(R"(
asyncapi: 3.0.0
channels: {c: {messages: {m: {payload: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet: {discriminator: kind, properties: {name: {type: string}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {required: [skill], properties: {skill: {type: string}}}]}
    Lion: {allOf: [{$ref: '#/components/schemas/Cat'}, {properties: {mane: {type: boolean}}}]}
)");
  CHECK(member_rows(*type) == Rows{{"name", "string", "optional", ""},
                                   {"kind", "any value", "required", ""},
                                   {"skill", "string", "required for kind \"Cat\" or \"Lion\"", ""},
                                   {"mane", "boolean", "optional for kind \"Lion\"", ""}});
}

TEST_CASE("members within more than 100 others are left out, and that is said") {
  std::string schema = R"({"type":"string"})";
  for (int i = 0; i < 150; ++i) schema = R"({"type":"object","properties":{"a":)" + schema + "}}";
  const Rows shown = rows(schema);
  REQUIRE(shown.size() == 101);
  CHECK(shown[99].front().ends_with("a.a"));
  CHECK(shown[100].front().ends_with("a.…"));
  CHECK(shown[100].back() == "members within more than 100 others are not shown");
}

}  // namespace
}  // namespace thoth
