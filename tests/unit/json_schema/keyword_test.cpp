// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/keyword.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace thoth;
using namespace thoth::json_schema;

namespace {

/// The pointers of the schemas right under one of draft `draft`.
std::vector<std::string> schemas_under(std::string_view text, Draft draft) {
  const auto parsed = json::parse(text);
  REQUIRE(parsed.document);
  Resource resource;
  resource.dialect.draft = draft;
  std::vector<std::string> pointers;
  CHECK(for_each_schema({&parsed.document->root(), &resource, ""}, [&](const Spot& spot) -> Result<void> {
    CHECK(spot.resource == &resource);
    pointers.push_back(spot.pointer);
    return {};
  }));
  return pointers;
}

using Pointers = std::vector<std::string>;

}  // namespace

TEST_CASE("each draft has its own keywords, and items means another thing in each") {
  CHECK(holds("items", Draft::draft_7) == Holds::schema_or_schemas);
  CHECK(holds("items", Draft::draft_2020_12) == Holds::schema);
  CHECK(holds("prefixItems", Draft::draft_2020_12) == Holds::schemas);
  CHECK_FALSE(holds("prefixItems", Draft::draft_7));
  CHECK(holds("dependencies", Draft::draft_7) == Holds::schemas_or_names);
  CHECK(holds("dependencies", Draft::draft_2020_12) == Holds::schemas_or_names);
  CHECK(holds("items", Draft::draft_2019_09) == Holds::schema_or_schemas);
  CHECK(holds("additionalItems", Draft::draft_2019_09) == Holds::schema);
  CHECK_FALSE(holds("additionalItems", Draft::draft_2020_12));
  CHECK_FALSE(holds("contains", Draft::draft_4));
  CHECK(holds("contains", Draft::draft_6) == Holds::schema);
  CHECK_FALSE(holds("if", Draft::draft_6));
  CHECK_FALSE(holds("unevaluatedItems", Draft::draft_7));
  CHECK(holds("unevaluatedItems", Draft::draft_2019_09) == Holds::schema);
  CHECK(holds("properties", Draft::draft_7) == Holds::schemas_by_name);
  for (const Draft draft : {Draft::draft_7, Draft::draft_2020_12}) {
    CHECK_FALSE(holds("const", draft));
    CHECK_FALSE(holds("enum", draft));
    CHECK_FALSE(holds("x", draft));
  }
}

TEST_CASE("schemas are found under keywords that hold them, and nowhere else") {
  CHECK(schemas_under(R"({"not": {}, "allOf": [true, {}], "properties": {"a/b": {}, "c": false}, "const": {"not": {}},
                          "x": {}})",
                      Draft::draft_2020_12) ==
        Pointers{"/not", "/allOf/0", "/allOf/1", "/properties/a~1b", "/properties/c"});
  CHECK(schemas_under(R"({"items": {}, "prefixItems": [{}]})", Draft::draft_2020_12) ==
        Pointers{"/items", "/prefixItems/0"});
  CHECK(schemas_under(R"({"items": [{}, {}], "prefixItems": [{}]})", Draft::draft_7) ==
        Pointers{"/items/0", "/items/1"});
  CHECK(schemas_under(R"({"items": {}})", Draft::draft_7) == Pointers{"/items"});
}

TEST_CASE("lists of names beside schemas are passed over, and so is what is no schema") {
  CHECK(schemas_under(R"({"dependencies": {"a": ["b"], "c": {}}})", Draft::draft_7) == Pointers{"/dependencies/c"});
  CHECK(schemas_under(R"({"not": 1, "properties": []})", Draft::draft_2020_12).empty());
}

TEST_CASE("what a visitor refuses ends the visit") {
  const auto parsed = json::parse(R"({"allOf": [{}, {}]})");
  const Resource resource;
  int visits = 0;
  const auto refused = for_each_schema({&parsed.document->root(), &resource, ""}, [&](const Spot&) -> Result<void> {
    ++visits;
    return fail(ErrorCode::usage, "", "", "");
  });
  CHECK(!refused);
  CHECK(visits == 1);
}
