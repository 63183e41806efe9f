// SPDX-License-Identifier: GPL-3.0-or-later
#include "declaration/struct_schema.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "thoth/contract.hpp"
#include "thoth/messages/package_extract_trigger.hpp"
#include "thoth/messages/solved_package.hpp"

using namespace thoth;
using namespace thoth::messages;

namespace {

/// A struct inside structs that holds more of its own kind.
struct Shoot {
  Required<std::string> name;
  std::vector<Shoot> shoots{};
  std::optional<std::vector<std::int64_t>> leaves{};
  std::vector<bool> sides{};

  static constexpr auto contract() {
    using M = Shoot;
    return Members{field<&M::name>("name", "Its name"), field<&M::shoots>("shoots", "What grows from it"),
                   field<&M::leaves>("leaves", "Its leaves"), field<&M::sides>("sides", "Which sides")};
  }
};

struct Bush {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> service_version;
  std::optional<std::string> version{};
  Required<Shoot> trunk;
  Required<std::vector<Shoot>> roots;
  std::optional<Shoot> crown{};
  std::string kind = "oak \"quoted\"";
  std::int64_t age = -7;

  static constexpr auto contract() {
    using M = Bush;
    return Contract{"thoth.bush",
                    "v3",
                    "A bush",
                    field<&M::trunk>("trunk", "Its trunk"),
                    field<&M::roots>("roots", "Its roots"),
                    field<&M::crown>("crown", "Its crown"),
                    field<&M::kind>("kind", "Its kind"),
                    field<&M::age>("age", "Its age")};
  }
};

struct Keyed {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> service_version;
  std::optional<std::string> version{};
  Required<std::string> service;
  static constexpr auto contract() {
    return Contract{"thoth.keyed", "v1", "A message with a key", field<&Keyed::service>("service", "Its name")}
        .key(Type::string, "Its name")
        .header("trace_id", Type::string, "What it belongs to")
        .header("attempt", Type::integer, "How often it was tried", Presence::optional);
  }
};

struct WrongExample {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> service_version;
  std::optional<std::string> version{};
  Required<std::int64_t> count;
  static constexpr auto contract() {
    return Contract{"thoth.wrong", "v1", "", field<&WrongExample::count>("count", "").example("many")};
  }
};

struct WrongDefault {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> service_version;
  std::optional<std::string> version{};
  std::string name = "\xff";
  static constexpr auto contract() { return Contract{"thoth.wrong", "v1", "", field<&WrongDefault::name>("name", "")}; }
};

}  // namespace

TEST_CASE("schema_of says what the struct says") {
  const Schema& schema = schema_of<Bush>();
  CHECK(&schema == &schema_of<Bush>());
  CHECK(schema.topic == "thoth.bush");
  CHECK(schema.version == "v3");
  CHECK(schema.description == "A bush");
  const auto& properties = schema.root().properties;
  REQUIRE(properties.size() == 8);
  CHECK(schema.root().undeclared == Undeclared::drop);
  CHECK(properties[0].name == "component_name");
  CHECK(properties[0].presence == Presence::required);
  CHECK(properties[2].name == "version");
  CHECK(properties[2].default_json == "\"v3\"");
  CHECK(schema.rules[properties[2].rule].types == TypeSet(Type::string));
  CHECK(properties[5].default_json == "null");
  CHECK(schema.rules[properties[5].rule].types == (Type::object | Type::null));
  CHECK(properties[6].default_json == R"("oak \"quoted\"")");
  CHECK(properties[7].default_json == "-7");

  const Rule& trunk = schema.rules[properties[3].rule];
  CHECK(trunk.undeclared == Undeclared::drop);
  const Rule& shoots = schema.rules[trunk.properties.at(1).rule];
  CHECK(shoots.items == properties[3].rule);
}

TEST_CASE("schema_of keeps descriptions, examples and secrets") {
  const Schema& schema = schema_of<PackageExtractTrigger>();
  std::vector<std::string> secrets;
  for (const Property& property : schema.root().properties) {
    CHECK_FALSE(property.description.empty());
    if (property.secret == Secret::yes) secrets.push_back(property.name);
  }
  CHECK(secrets == std::vector<std::string>{"registry_password"});
  CHECK(schema_of<SolvedPackage>().root().properties.at(3).example_json == "\"numpy\"");
}

TEST_CASE("schema_of says what keys and headers must be") {
  const Schema& schema = schema_of<Keyed>();
  REQUIRE(schema.key);
  CHECK(schema.key->root().types == TypeSet(Type::string));
  CHECK(schema.key->description == "Its name");
  REQUIRE(schema.headers);
  const std::vector<Property>& headers = schema.headers->root().properties;
  REQUIRE(headers.size() == 2);
  CHECK(headers[0].name == "trace_id");
  CHECK(headers[0].presence == Presence::required);
  CHECK(headers[1].presence == Presence::optional);
  CHECK(schema.headers->rules[headers[1].rule].types == TypeSet(Type::integer));
  CHECK(schema_of<Bush>().key == nullptr);
  CHECK(schema_of<Bush>().headers == nullptr);
}

TEST_CASE("schema_of refuses a declaration that contradicts itself") {
  CHECK_THROWS_AS(schema_of<WrongExample>(), std::invalid_argument);
  CHECK_THROWS_AS(schema_of<WrongDefault>(), std::invalid_argument);
}
