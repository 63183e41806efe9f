// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/schema_page.hpp"

#include <doctest/doctest.h>

#include "program/builtin_types.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

std::vector<const Schema*> builtin_schemas() {
  std::vector<const Schema*> schemas;
  for (const SchemaPtr& schema : builtin_types().schemas()) schemas.push_back(schema.get());
  return schemas;
}

}  // namespace

TEST_CASE("a page has a link to each type, its members, an example and its JSON Schema") {
  const std::vector<const Schema*> schemas = builtin_schemas();
  const std::string page = schema_page(schemas);
  for (const Schema* schema : schemas) {
    CAPTURE(schema->topic);
    CHECK(page.find("<a href=\"#type-" + schema->topic + "\"><code>" + schema->topic + "</code></a>") !=
          std::string::npos);
    CHECK(page.find("<section id=\"type-" + schema->topic + "\">") != std::string::npos);
  }
  CHECK(page.find("<td class=\"wide\"><code>project_url</code></td><td>string</td><td>required</td>") !=
        std::string::npos);
  CHECK(page.find("<h3>Example</h3>\n<pre>{\n") != std::string::npos);
  CHECK(page.find("<summary>JSON Schema</summary>") != std::string::npos);
}

TEST_CASE("one type needs no list") {
  const Schema* const schema = builtin_types().find("thoth.repo-init");
  REQUIRE(schema != nullptr);
  const std::string page = schema_page({schema});
  CHECK(page.find("<title>Message type thoth.repo-init</title>") != std::string::npos);
  CHECK(page.find("<nav") == std::string::npos);
}

TEST_CASE("types whose names differ only in what a link cannot have get links of their own") {
  Schema one = *builtin_types().find("thoth.repo-init");
  Schema other = one;
  one.topic = "a<b";
  other.topic = "a>b";
  const std::string page = schema_page({&one, &other});
  CHECK(page.find("<section id=\"type-a-b\">") != std::string::npos);
  CHECK(page.find("<section id=\"type-a-b-1\">") != std::string::npos);
  CHECK(page.find("<code>a&lt;b</code>") != std::string::npos);
}
