// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "support/json_mutator.hpp"
#include "unit/json_schema/compiled.hpp"
#include "unit/validation/comparison.hpp"

// As differential_test.cpp, with schemas that users bring.

namespace thoth {
namespace {

using test::all_options;
using test::Comparison;

struct Sample {
  std::string_view schema;
  std::array<std::string_view, 6> contents;
};

constexpr std::string_view open_record = R"({"type":"object","properties":{
  "title":{"type":"string"},"count":{"type":"integer"},"ratio":{"type":"number","default":-0},
  "origin":{"type":["string","null"]},"payload":{"type":"object"},"tags":{"type":"array","items":{"type":"string"}},
  "child":{"type":"object","properties":{"name":{"type":"string"},"count":{"type":"integer","default":3}},
           "required":["name"]}},
  "required":["title","count"]})";

constexpr std::string_view closed_record = R"({"type":"object","additionalProperties":false,"properties":{
  "title":{"type":"string","minLength":1,"maxLength":3},"count":{"type":"integer","minimum":-1,"maximum":9.5},
  "kind":{"enum":["a","b",1,null,{"a":1}]},"at":{"type":"string","format":"date"},
  "name":{"type":"string","pattern":"^[a-zé]+$"},"flag":{"const":true},"mixed":{"anyOf":[{"type":"string"},{"type":"null"},
  {"multipleOf":0.5}]},"children":{"type":"array","items":{"$ref":"#"}}},
  "required":["title"]})";

constexpr std::string_view map_of_records = R"({"type":["object","array"],"additionalProperties":{"$ref":"#/$defs/one"},
  "items":{"$ref":"#/$defs/one"},
  "$defs":{"one":{"type":["object","string"],"properties":{"x":{"type":"integer"},"y":{"$ref":"#"}},
                  "additionalProperties":{"type":["integer","null","array"]}}}})";

constexpr std::string_view with_more = R"({"type":"object","properties":{
  "title":{"type":"string"},"count":{"type":["integer","object"],"minProperties":1},
  "list":{"type":"array","uniqueItems":true,"maxItems":3},"pair":{"prefixItems":[{"type":"integer"},{"type":"string"}]},
  "closed":{"properties":{"a":true},"patternProperties":{"^x":{"type":"integer"}},"additionalProperties":false},
  "none":false}})";

constexpr std::string_view many_members = R"({"type":"object","properties":{
  "a":{"type":"string"},"b":{"type":"string"},"c":{"type":"string"},"d":{"type":"string"},"e":{"type":"string"},
  "f":{"type":"string"},"g":{"type":"string"},"h":{"type":"string","default":"H"},"i":{"type":"string"},
  "j":{"type":"string"},"k":{"type":"string"},"l":{"type":"string"},"component_name":{"type":"string"},
  "m":{"type":"object","properties":{"title":{"type":"string","default":"T"},"n":{"type":"array","items":{
    "type":"object","properties":{"o":{"default":[]}}}}}}},"required":["component_name","b"]})";

const std::array<Sample, 5> user_defined_samples{{
    {open_record,
     {R"({"title":"t","count":1,"ratio":0.5,"origin":null,"payload":{"a":[{"b":-0}]},"tags":["x"],"child":{"name":"","count":7}})",
      R"({ "count" : -0 , "title" : "\u0041\n" , "x" : { "a" : [ 1.10 , { "b" : [ ] } ] , "c" : "\/" } , "child" : { "name" : "" , "z" : -0 } })",
      R"({"count":123456789012345678901,"title":"","ratio":-0})", R"({"title":"","count":1.0,"child":{}})",
      R"({"title":"","count":1e2,"tags":[],"child":{"count":-0,"name":"n"},"y":{"a":1,"a":2}})",
      R"({"count":1,"ratio":1})"}},
    {closed_record,
     {R"({"title":"abc","count":9,"kind":"a","at":"2020-02-30","name":"é","flag":true,"mixed":1.5,"children":[]})",
      R"({ "kind" : {"a":1.0}, "title":"\u00e9\n", "name" : "\u00e9", "children":[{"title":"x"},{"title":"y","children":[{"title":"z"}]}] })",
      R"({"title":"abcd","kind":2,"flag":false})",
      R"({"title":"a","count":-0,"kind":null,"at":"2020-02-29","name":"a\u0062"})", R"({"title":"a","unknown":1})",
      R"({"title":"a","count":-1.0,"kind":1,"mixed":null,"mixed":""})"}},
    {map_of_records,
     {R"({"a":{"x":1,"y":{},"z":[1,{"a":2}]},"b":"text","c":{"y":{"d":{"x":-0}},"w":null}})",
      R"([{"x":1},"y",{"y":[]}])", R"({ "a" : { "x" : 1.5 } })", R"({"a":{"z":"no"}})", R"([])",
      R"({"a":{"y":{"a":{"y":{"a":{"y":[{"x":"no"}]}}}}}})"}},
    {with_more,
     {R"({"title":"t","other":1})", R"({"title":"t","count":{"a":1},"other":1})", R"({"list":[1,2,1.0],"other":1})",
      R"({"pair":[1,"a",null],"other":1})", R"({"closed":{"a":1,"xb":2},"other":1})", R"({"other":1,"none":1})"}},
    {many_members,
     {R"({"a":"1","b":"2","c":"3","l":"4","component_name":"c"})", R"({"b":"2","component_name":"c","h":"","m":{}})",
      R"({ "b" : "2" , "m" : { "n" : [ { } , { "o" : 1 } , { "p" : {} } ] } })", R"({"b":2,"component_name":"c"})",
      R"({"b":"","m":{"n":[{"o":-0}],"title":""}})", R"({"h":"\"","b":"\u0062","g":"","g":""})"}},
}};

TEST_CASE("at a glance and closely: mutated contents of schemas that users bring") {
  test::JsonMutator mutator(20261125);
  for (const Sample& sample : user_defined_samples) {
    const SchemaPtr schema = test::compiled(std::string(sample.schema));
    for (const auto& options : all_options()) {
      Comparison comparison(options);
      for (const auto contents : sample.contents) comparison.compare(schema.get(), contents);
      CHECK(comparison.valid() > 0);
      for (int i = 0; i < 4'000; ++i) {
        std::string text(sample.contents[mutator.below(sample.contents.size())]);
        mutator.mutate(text, 1 + mutator.below(2));
        comparison.compare(schema.get(), text);
      }
      CHECK(comparison.valid() > 20);
      CHECK(comparison.valid() < comparison.compared() * 9 / 10);
    }
  }
}

TEST_CASE("at a glance and closely: as deep as a text may be, in a schema that goes as deep") {
  const SchemaPtr schema = test::compiled(
      R"({"type":"object","properties":{"c":{"$ref":"#"},"d":{"type":"array","items":{"$ref":"#"}}},"additionalProperties":false})");
  Comparison comparison{ValidationOptions{}};
  for (const std::size_t depth : {998U, 999U, 1000U, 1001U}) {
    std::string text;
    for (std::size_t i = 0; i + 1 < depth; ++i) text += R"({"c":)";
    comparison.compare(schema.get(), text + "{}" + std::string(depth - 1, '}'));
    text.clear();
    for (std::size_t i = 0; i + 1 < depth; i += 2) text += R"({"d":[)";
    std::string closing;
    for (std::size_t i = 0; i + 1 < depth; i += 2) closing += "]}";
    comparison.compare(schema.get(), text + "{}" + closing);
  }
  CHECK(comparison.compared() == 8);
  CHECK(comparison.valid() == 5);
}

/// What the index leaves to the fast path is validated by it: were it not, each brought type would take the strict
/// path.
TEST_CASE("plain records that users bring are judged at a glance") {
  json::TokenIndex index;
  MessageValidator validator;
  const std::array<std::size_t, 5> on_fast_path{{2, 2, 1, 1, 2}};
  for (std::size_t i = 0; i < user_defined_samples.size(); ++i) {
    const SchemaPtr schema = test::compiled(std::string(user_defined_samples[i].schema));
    std::size_t found = 0;
    for (const auto contents : user_defined_samples[i].contents) {
      const std::string text(contents);
      if (validator.valid_on_fast_path(*schema, json::index_value(text, index))) ++found;
    }
    CHECK(found >= on_fast_path[i]);
  }
}

}  // namespace
}  // namespace thoth
