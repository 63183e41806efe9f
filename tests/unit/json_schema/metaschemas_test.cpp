// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/metaschemas.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "json_schema/compiler.hpp"
#include "json_schema/documents.hpp"
#include "thoth/json.hpp"
#include "thoth/validation.hpp"

using namespace thoth;

TEST_CASE("the standard's schemas judge schemas, themselves among them") {
  for (const std::string uri :
       {"http://json-schema.org/draft-04/schema", "http://json-schema.org/draft-06/schema",
        "http://json-schema.org/draft-07/schema", "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema"}) {
    CAPTURE(uri);
    const auto text = json_schema::metaschema(uri);
    REQUIRE(text);
    json_schema::Documents documents;
    const auto root = documents.add(uri, "schema.json", std::string(*text));
    REQUIRE(root);
    const auto schema = json_schema::Compiler(documents).compile(**root, "schema");
    REQUIRE(schema);
    const auto is_valid = [&](std::string_view contents) {
      return validate(**schema, json::parse(contents).document->root()).empty();
    };
    CHECK(is_valid(*text));
    CHECK(is_valid(R"({"type": ["string", "null"], "properties": {"a": {"minimum": 1}}})"));
    CHECK_FALSE(is_valid(R"({"type": "strin"})"));
    CHECK_FALSE(is_valid(R"({"properties": {"a": {"minimum": "1"}}})"));
  }
}

TEST_CASE("under another address there is none") {
  CHECK_FALSE(json_schema::metaschema("http://json-schema.org/draft-03/schema"));
  CHECK_FALSE(json_schema::metaschema("http://json-schema.org/draft-07/schema#"));
}
