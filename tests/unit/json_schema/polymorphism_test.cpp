// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/polymorphism.hpp"

#include <doctest/doctest.h>

#include <string>

#include "thoth/validation.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth {
namespace {

/// The type of a payload, in a document with these components; an error's text fails the test.
SchemaPtr type_of(const std::string& payload, const std::string& schemas) {
  return test::compiled_async_api("asyncapi: 3.0.0\nchannels: {c: {messages: {m: {payload: " + payload +
                                  "}}}}\ncomponents:\n  schemas:\n" + schemas);
}

/// "code pointer …" of what is wrong with contents; empty: nothing.
std::string wrong(const SchemaPtr& schema, const std::string& contents) {
  const json::Parsed parsed = json::parse(contents);
  std::string text;
  for (const Violation& violation : validate(*schema, parsed.document->root())) {
    text += (text.empty() ? "" : ", ") + std::string(name(violation.code)) + ' ' + violation.pointer;
  }
  return text;
}

const std::string pets = R"(
    Pet:
      type: object
      discriminator: kind
      required: [name, kind]
      properties: {name: {type: string}, kind: {type: string}, friend: {$ref: '#/components/schemas/Pet'}}
    Cat:
      allOf:
        - $ref: '#/components/schemas/Pet'
        - {required: [skill], properties: {skill: {type: string}}}
    Lion:
      allOf: [{allOf: [{$ref: '#/components/schemas/Cat'}]}, {properties: {mane: {type: boolean, default: true}}}]
    Dog:
      allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {pack: {type: integer}}}]
)";
const std::string pet = "{$ref: '#/components/schemas/Pet'}";

TEST_CASE("a discriminator's value decides which schema must hold") {
  const SchemaPtr schema = type_of(pet, pets);
  CHECK(wrong(schema, R"({"name":"a","kind":"Pet"})") == "");
  CHECK(wrong(schema, R"({"name":"a","kind":"Cat"})") == "missing /skill");
  CHECK(wrong(schema, R"({"name":"a","kind":"Cat","skill":"x","pack":"any"})") == "");
  CHECK(wrong(schema, R"({"kind":"Dog","pack":"x"})") == "missing /name, type /pack");
  CHECK(wrong(schema, R"({"name":"a","kind":"Lion","mane":3})") == "missing /skill, type /mane");
  CHECK(wrong(schema, R"({"name":"a","kind":"Cow"})") == "value /kind");
  CHECK(wrong(schema, R"({"name":3,"kind":"Cow"})") == "type /name, value /kind");
  CHECK(wrong(schema, R"({"name":"a"})") == "missing /kind");
  CHECK(wrong(schema, R"({"name":"a","kind":null})") == "null /kind");
  CHECK(wrong(schema, "3") == "type ");
  CHECK(wrong(schema, R"({"name":"a","kind":"Dog","friend":{"name":"b","kind":"Cat"}})") == "missing /friend/skill");
}

TEST_CASE("what a discriminator refuses is told with the names that it takes") {
  const SchemaPtr schema = type_of(pet, pets);
  const Violation none = validate(*schema, json::parse(R"({"name":"a","kind":"Cta"})").document->root()).front();
  CHECK(none.message() == R"(expected "Cat", "Lion", "Dog" or "Pet", found the string "Cta" (did you mean "Cat"?) )"
                          "[a.yaml#/components/schemas/Pet/discriminator]");
  const SchemaPtr open = type_of(pet, R"(
    Pet: {discriminator: kind}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}]}
)");
  const Violation missing = validate(*open, json::parse("{}").document->root()).front();
  CHECK(missing.pointer == "/kind");
  CHECK(missing.code == Code::missing);
  CHECK(missing.expected == R"("Cat" or "Pet")");
  CHECK(wrong(open, R"({"kind":3})") == "value /kind");
}

TEST_CASE("a schema that inherits a discriminator chooses among itself and those that inherit it") {
  const SchemaPtr schema = type_of("{$ref: '#/components/schemas/Cat'}", pets);
  CHECK(wrong(schema, R"({"name":"a","kind":"Cat","skill":"x"})") == "");
  CHECK(wrong(schema, R"({"name":"a","kind":"Lion","skill":"x","mane":3})") == "type /mane");
  CHECK(wrong(schema, R"({"name":"a","kind":"Dog","skill":"x"})") == "value /kind");
  const SchemaPtr inherits_unnamed = type_of("{allOf: [{$ref: '#/components/schemas/Pet'}], required: [age]}", pets);
  CHECK(wrong(inherits_unnamed, R"({"name":"a","kind":"Cat","age":1})") == "missing /skill");
}

TEST_CASE("alternatives that have their parent in their allOf are chosen by its discriminator") {
  const std::string vehicles = R"(
    Vehicle:
      type: object
      discriminator: kind
      required: [kind]
      properties: {kind: {type: string}}
      oneOf: [{$ref: '#/components/schemas/Electric'}, {$ref: '#/components/schemas/Petrol'}]
    Electric: {allOf: [{$ref: '#/components/schemas/Vehicle'}, {properties: {battery: {type: integer}}}]}
    Petrol: {allOf: [{$ref: '#/components/schemas/Vehicle'}, {properties: {tank: {type: integer}}}]}
)";
  const SchemaPtr schema = type_of("{$ref: '#/components/schemas/Vehicle'}", vehicles);
  CHECK(wrong(schema, R"({"kind":"Electric","battery":5})") == "");
  CHECK(wrong(schema, R"({"kind":"Electric","battery":"x"})") == "type /battery");
  CHECK(wrong(schema, R"({"kind":"Petrol","battery":"x"})") == "");
  CHECK(wrong(schema, R"({"kind":"Vehicle"})") == "value /kind");
  const SchemaPtr electric = type_of("{$ref: '#/components/schemas/Electric'}", vehicles);
  CHECK(wrong(electric, R"({"kind":"Electric","battery":"x"})") == "type /battery");
  CHECK(wrong(electric, R"({"kind":"Petrol"})") == "value /kind");
}

TEST_CASE("without a discriminator, a parent's alternatives are its children") {
  const std::string vehicles = R"(
    Vehicle:
      type: object
      required: [id]
      oneOf: [{$ref: '#/components/schemas/Electric'}, {$ref: '#/components/schemas/Petrol'}]
    Electric: {allOf: [{$ref: '#/components/schemas/Vehicle'}, {required: [battery]}]}
    Petrol: {allOf: [{$ref: '#/components/schemas/Alias'}, {required: [tank]}]}
    Alias: {$ref: '#/components/schemas/Vehicle'}
)";
  for (const std::string name : {"Vehicle", "Alias"}) {
    const SchemaPtr schema = type_of("{$ref: '#/components/schemas/" + name + "'}", vehicles);
    CHECK(wrong(schema, R"({"id":1,"battery":5})") == "");
    CHECK(wrong(schema, R"({"id":1,"tank":5})") == "");
    CHECK(wrong(schema, R"({"id":1,"tank":5,"battery":5})") == "combination ");
    CHECK(wrong(schema, R"({"id":1})") == "combination , missing /battery");
    CHECK(wrong(schema, R"({"battery":5})") == "missing /id, combination , missing /id");
  }
  const SchemaPtr electric = type_of("{$ref: '#/components/schemas/Electric'}", vehicles);
  CHECK(wrong(electric, R"({"id":1,"battery":5})") == "");
  CHECK(wrong(electric, R"({"id":1,"tank":5})") == "missing /battery");
  const SchemaPtr deeper = type_of("{$ref: '#/components/schemas/A'}", R"(
    A: {required: [a], oneOf: [{$ref: '#/components/schemas/B'}], anyOf: [{$ref: '#/components/schemas/D'}, {}]}
    B: {required: [b], anyOf: [{$ref: '#/components/schemas/C'}]}
    C: {allOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/A'}, {required: [c]}]}
    D: {allOf: [{$ref: '#/components/schemas/A'}]}
)");
  CHECK(wrong(deeper, R"({"a":1,"b":1,"c":1})") == "");
  CHECK_FALSE(wrong(deeper, R"({"a":1,"b":1})").empty());
}

TEST_CASE("of alternatives that inherit a discriminator, the closest is the one that its value names") {
  const SchemaPtr schema =
      type_of("{anyOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]}", pets);
  CHECK(wrong(schema, R"({"name":"a","kind":"Cat","skill":"x"})") == "");
  CHECK(wrong(schema, R"({"kind":"Cat","friend":1})") == "combination , missing /name, missing /skill, type /friend");
}

TEST_CASE("a cycle without inheritance is still refused") {
  const auto read = test::compile_async_api(
      "asyncapi: 3.0.0\nchannels: {c: {messages: {m: {payload: {$ref: '#/components/schemas/A'}}}}}\n"
      "components: {schemas: {A: {oneOf: [{$ref: '#/components/schemas/A'}]}}}");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().text().find("it refers to itself for the same value") != std::string::npos);
}

TEST_CASE("the wire form has the defaults of the schema that was chosen") {
  const SchemaPtr schema = type_of(pet, pets);
  const auto wire = [&schema](const std::string& contents) {
    std::string out;
    write_wire(*schema, json::parse(contents).document->root(), {}, out);
    return out;
  };
  CHECK(wire(R"({"name":"a","kind":"Lion","skill":"x"})") == R"({"name":"a","kind":"Lion","skill":"x","mane":true})");
  CHECK(wire(R"({"name":"a","kind":"Pet"})") == R"({"name":"a","kind":"Pet"})");
}

TEST_CASE("alternatives for what is no object need no name") {
  const SchemaPtr schema = type_of(
      "{discriminator: {propertyName: k, mapping: {c: Cat}}, anyOf: [{$ref: '#/components/schemas/Cat'}, {type: "
      "'null'}]}",
      "    Cat: {type: object, properties: {n: {type: integer}}}");
  CHECK(wrong(schema, "null") == "");
  CHECK(wrong(schema, "3") == "combination , type ");
  CHECK(wrong(schema, R"({"k":"c","n":1})") == "");
  CHECK(wrong(schema, R"({"k":"Cat","n":"x"})") == "type /n");
}

}  // namespace
}  // namespace thoth
