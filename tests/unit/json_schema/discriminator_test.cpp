// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/discriminator.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "json_schema/keyword.hpp"
#include "thoth/json_pointer.hpp"

namespace thoth::json_schema {
namespace {

using Texts = std::map<std::string, std::string>;

/// What the discriminator of the schema Pet says: "member: pointer of a choice=name,name …", or what is wrong with it.
std::string terms_of(const std::string& schemas, const Texts& others = {}) {
  Documents documents;
  for (const auto& [name, text] : others) REQUIRE(documents.add("test:/" + name, name, text).has_value());
  const auto root = documents.add("test:/a.yaml", "a.yaml", "asyncapi: 3.0.0\ncomponents:\n  schemas:\n" + schemas);
  if (!root) return root.error().text();
  const auto pointer = json::Pointer::parse("/components/schemas/Pet");
  const Spot pet{pointer->find(*(*root)->root.node), *root, "/components/schemas/Pet"};
  const auto terms = Discriminators(documents, **root).read(pet, *pet.node->find("discriminator"));
  if (!terms) return terms.error().text();
  std::string text = terms->member + (terms->list.empty() ? "" : " " + std::string(terms->list)) + ":";
  for (const DiscriminatorChoice& choice : terms->choices) {
    text += ' ' + choice.schema.pointer.substr(choice.schema.pointer.rfind('/') + 1) + '=';
    for (const std::string& name : choice.names) text += name + ',';
  }
  return text;
}

TEST_CASE("a discriminator chooses among the schema and those that inherit it, however far") {
  CHECK(terms_of(R"(
    Pet: {discriminator: kind}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object}]}
    Lion: {allOf: [{allOf: [{$ref: '#/components/schemas/Cat'}]}]}
    Tiger: {$ref: '#/components/schemas/Lion'}
    Stone: {allOf: [{type: object}]}
    Owner: {properties: {pet: {$ref: '#/components/schemas/Pet'}}}
)") == "kind: Cat=Cat, Lion=Lion,Tiger, Pet=Pet,");
  CHECK(terms_of("    Pet: {discriminator: kind}") == "kind:");
}

TEST_CASE("a schema that gives the member values of its own goes by them") {
  CHECK(terms_of(R"(
    Pet: {discriminator: kind}
    Cat: {title: Kitty, allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {kind: {const: CAT}}}]}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {kind: {enum: [dog, hound, 3]}}}
)") == "kind: Cat=CAT, Dog=dog,hound, Pet=Pet,");
}

TEST_CASE("titles, ids and last parts of keys are names where one schema alone has them") {
  CHECK(terms_of(R"(
    Pet: {discriminator: kind}
    x.Cat: {title: Kitty, $id: 'urn:cat', allOf: [{$ref: '#/components/schemas/Pet'}]}
    y.Dog: {title: Rex, allOf: [{$ref: '#/components/schemas/Pet'}]}
    z.Dog: {title: Rex, allOf: [{$ref: '#/components/schemas/Pet'}]}
)") == "kind: x.Cat=x.Cat,Cat,Kitty,urn:cat, y.Dog=y.Dog, z.Dog=z.Dog, Pet=Pet,");
}

TEST_CASE("listed alternatives are choices whether they inherit or not, if each has a name") {
  const std::string alternatives = R"(
    Cat: {type: object}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}]}
    Bird: {allOf: [{$ref: '#/components/schemas/Pet'}]}
)";
  const auto with = [&alternatives](const std::string& pet) { return terms_of("    Pet: " + pet + alternatives); };
  const std::string both = "{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}";
  CHECK(with("{discriminator: k, oneOf: [" + both + "]}") == "k oneOf: Cat=Cat, Dog=Dog, Bird=Bird,");
  CHECK(with("{discriminator: k, anyOf: [" + both + ", {properties: {k: {const: x}}}]}") ==
        "k anyOf: Cat=Cat, Dog=Dog, 2=x, Bird=Bird,");
  CHECK(with("{discriminator: k, oneOf: [" + both + ", {type: 'null'}]}") ==
        "k oneOf: Cat=Cat, Dog=Dog, 2= Bird=Bird,");
  CHECK(with("{discriminator: k, oneOf: [" + both + ", {type: object}]}") == "k oneOf:");
  CHECK(with("{discriminator: k, oneOf: [{$ref: '#/nowhere'}]}") == "k oneOf:");
}

TEST_CASE("OpenAPI's form may map values to schemas") {
  const auto with = [](const std::string& discriminator) {
    return terms_of("    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: " + discriminator +
                    "}\n    Cat: {}\n    Dog: {}\n");
  };
  CHECK(with("{propertyName: k}") == "k oneOf: Cat=Cat,");
  CHECK(with("{propertyName: k, mapping: {cat: '#/components/schemas/Cat', dog: Dog}}") ==
        "k oneOf: Cat=cat,Cat, Dog=dog,Dog,");
  CHECK(with("{propertyName: k, mapping: {cat: '#/nowhere'}}") ==
        "reading the schema a.yaml:4:104: it refers to #/nowhere of a.yaml, which does not exist");
  CHECK(with("{mapping: {}}") ==
        "reading the schema a.yaml:4:71: discriminator must be a member's name, or an object with a propertyName, not "
        "an object");
  CHECK(with("[k]").find("discriminator must be a member's name, or an object with a propertyName, not an array") !=
        std::string::npos);
  CHECK(with("{propertyName: k, mapping: 3}").find("mapping must be an object of references, not the number 3") !=
        std::string::npos);
  CHECK(with("{propertyName: k, mapping: {x: 3}}").find("a value of mapping must be a reference, not the number 3") !=
        std::string::npos);
}

TEST_CASE("schemas of other documents inherit too, and those of the document itself come first") {
  const Texts others{
      {"shared.yaml", "definitions: {Cow: {allOf: [{$ref: 'a.yaml#/components/schemas/Pet'}]}}"},
      {"b.yaml", "asyncapi: 3.0.0\ncomponents: {schemas: {Cat: {allOf: [{$ref: 'a.yaml#/components/schemas/Pet'}]}}}"},
      {"dog.yaml", "allOf: [{$ref: 'a.yaml#/components/schemas/Pet'}]"}};
  CHECK(terms_of(R"(
    Pet: {discriminator: kind}
    Goat: {allOf: [{$ref: '#/components/schemas/Pet'}]}
    Dog: {$ref: dog.yaml}
)",
                 others) == "kind: Goat=Goat, =Dog, Cat=Cat, Cow=Cow, Pet=Pet,");
}

}  // namespace
}  // namespace thoth::json_schema
