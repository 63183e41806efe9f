// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/document_writer.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "thoth/json.hpp"
#include "thoth/json_pointer.hpp"
#include "unit/json_schema/compiled.hpp"

namespace thoth {
namespace {

/// The JSON at a pointer in a text; empty where nothing is.
std::string at(const std::string& text, std::string_view pointer) {
  const auto parsed = json::parse(text);
  REQUIRE(parsed.document);
  const json::Node* const node = json::Pointer::parse(pointer)->find(parsed.document->root());
  std::string found;
  if (node != nullptr) json::write(*node, found);
  return found;
}

SchemaPtr type(const std::string& topic, const std::string& text) {
  Schema schema = *test::compiled(text);
  schema.topic = topic;
  return std::make_shared<Schema>(std::move(schema));
}

TEST_CASE("one type is a document that names its dialect and can be read again") {
  const auto text = json_schema_document(*type("t", R"({"properties":{"next":{"$ref":"#"}}})"));
  REQUIRE(text);
  CHECK(text->ends_with("}\n"));
  CHECK(at(*text, "/$schema") == R"("https://json-schema.org/draft/2020-12/schema")");
  CHECK(at(*text, "/properties/next/$ref") == R"("#")");
  CHECK(test::compiled(*text)->root().properties.size() == 1);
}

TEST_CASE("several are one document, with each under its topic and its references within") {
  const auto one = type("a.one", R"({"properties":{"next":{"$ref":"#"}}})");
  const auto other = type("b", R"({"type":"null"})");
  const auto text = json_schema_bundle({one.get(), other.get()});
  REQUIRE(text);
  CHECK(at(*text, "/$defs/a.one/properties/next/$ref") == R"("#/$defs/a.one")");
  CHECK(at(*text, "/$defs/b/type") == R"("null")");
}

TEST_CASE("an AsyncAPI document has a channel, a message and two operations for each type") {
  const auto draft_7 = type("a", R"({"description":"An A","type":"object"})");
  const auto newer = type("b", R"({"prefixItems":[{}]})");
  const auto text = asyncapi_document({draft_7.get(), newer.get()});
  REQUIRE(text);
  CHECK(at(*text, "/asyncapi") == R"("3.0.0")");
  CHECK(at(*text, "/channels/a/address") == R"("a")");
  CHECK(at(*text, "/channels/a/description") == R"("An A")");
  CHECK(at(*text, "/operations/send.a/action") == R"("send")");
  CHECK(at(*text, "/operations/receive.b/channel/$ref") == R"("#/channels/b")");
  CHECK(at(*text, "/components/messages/a/payload") == R"({"$ref":"#/components/schemas/a"})");
  // What says more than draft 7 can names its dialect.
  CHECK(at(*text, "/components/messages/b/payload/schemaFormat").find("2020-12") != std::string::npos);
  CHECK(at(*text, "/components/schemas/a/type") == R"("object")");
}

TEST_CASE("a schema that cannot be written is refused by each") {
  const auto dynamic = type("t", R"({"$dynamicAnchor":"x","items":{"$dynamicRef":"#x"}})");
  CHECK_FALSE(json_schema_document(*dynamic));
  CHECK_FALSE(json_schema_bundle({dynamic.get()}));
  CHECK_FALSE(asyncapi_document({dynamic.get()}));
}

TEST_CASE("a page of Markdown lists the types and their members, and no text breaks its tables") {
  const auto schema =
      type("A.b", R"({"description":"x | y\nz","properties":{"m":{"type":"string","description":"p|q"}}})");
  const std::string page = markdown_document({schema.get()});
  CHECK(page.find("| [A.b](#ab) |") != std::string::npos);
  CHECK(page.find(R"(x \| y z |)") != std::string::npos);
  CHECK(page.find("\n## A.b\n") != std::string::npos);
  CHECK(page.find(R"(| `m` | string | optional | p\|q |)") != std::string::npos);
}

TEST_CASE("no text of a schema steers a terminal, hides or is a command in a workflow's log") {
  const auto schema = type("a",
                           "{\"description\":\"x\\n::error::y\\u001b\\u202e\",\"properties\":{\"m\\n##[error]\":{"
                           "\"default\":\"\\u202e\"}}}");
  const std::string page = markdown_document({schema.get()});
  CHECK(page.find("\nx\n\\u003a:error::y\\u001b\\u202e\n") != std::string::npos);
  CHECK(page.find("| `m\\u000a##\\u005berror]` |") != std::string::npos);
  const auto document = json_schema_document(*schema);
  REQUIRE(document);
  CHECK(document->find(R"("default": "\u202e")") != std::string::npos);
}

}  // namespace
}  // namespace thoth
