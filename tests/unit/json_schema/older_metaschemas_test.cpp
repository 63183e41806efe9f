// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/older_metaschemas.hpp"

#include <doctest/doctest.h>

#include <string>

#include "thoth/json.hpp"

using namespace thoth;

TEST_CASE("the schemas of older drafts are at hand, each under its own address") {
  for (const std::string uri :
       {"http://json-schema.org/draft-04/schema", "http://json-schema.org/draft-06/schema",
        "https://json-schema.org/draft/2019-09/schema", "https://json-schema.org/draft/2019-09/meta/core",
        "https://json-schema.org/draft/2019-09/meta/applicator",
        "https://json-schema.org/draft/2019-09/meta/validation", "https://json-schema.org/draft/2019-09/meta/meta-data",
        "https://json-schema.org/draft/2019-09/meta/format", "https://json-schema.org/draft/2019-09/meta/content"}) {
    CAPTURE(uri);
    const auto text = json_schema::older_metaschema(uri);
    REQUIRE(text);
    const json::Parsed parsed = json::parse(*text);
    REQUIRE(parsed.document);
    const json::Node* const id = parsed.document->root().find(uri.find("-04") == std::string::npos ? "$id" : "id");
    REQUIRE(id);
    CHECK(id->text.starts_with(uri));
  }
  CHECK_FALSE(json_schema::older_metaschema("http://json-schema.org/draft-07/schema"));
}
