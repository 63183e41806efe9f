// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/documents.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "base/file_uri.hpp"
#include "json_schema/uri.hpp"
#include "support/temporary_folder.hpp"

using namespace thoth;
using namespace thoth::json_schema;

namespace {

/// The pointer that a reference in `text`, at its member "$ref", leads to; or "" with the error's reason noted.
std::string led_to(const std::string& text) {
  Documents documents;
  const auto root = documents.add("https://a.example/t.json", "t.json", text);
  REQUIRE(root);
  const auto target = documents.resolve((*root)->root, *(*root)->root.node->find("$ref"));
  if (target) return target->spot.resource->uri + " " + target->spot.pointer;
  CHECK(target.error().code == ErrorCode::usage);
  CHECK(target.error().subject.starts_with("t.json:1:"));
  return "nowhere";
}

}  // namespace

TEST_CASE("references lead to pointers, anchors and whole documents") {
  CHECK(led_to(R"({"$ref":"#"})") == "https://a.example/t.json ");
  CHECK(led_to(R"({"$ref":"#/$defs/a~1b","$defs":{"a/b":{}}})") == "https://a.example/t.json /$defs/a~1b");
  CHECK(led_to(R"({"$ref":"#x","$defs":{"a":{"$anchor":"x"}}})") == "https://a.example/t.json /$defs/a");
  CHECK(led_to(R"({"$ref":"u.json","$defs":{"a":{"$id":"u.json"}}})") == "https://a.example/u.json /$defs/a");
  CHECK(led_to(R"({"$ref":"u.json#x","$defs":{"a":{"$id":"u.json","items":{"$anchor":"x"}}}})") ==
        "https://a.example/u.json /$defs/a/items");
  CHECK(led_to(R"({"$ref":"#/$defs/a/items","$defs":{"a":{"$id":"u.json","items":{}}}})") ==
        "https://a.example/u.json /$defs/a/items");
}

TEST_CASE("a reference to nothing, or outside, is refused") {
  for (const char* const text : {R"({"$ref":"#/x"})", R"({"$ref":"#x"})", R"({"$ref":"other.json"})",
                                 R"({"$ref":"a b"})", R"({"$ref":1})", R"({"$ref":"file:///etc/passwd"})"}) {
    CAPTURE(text);
    CHECK(led_to(text) == "nowhere");
  }
}

TEST_CASE("the standard's own schemas are there without a file") {
  CHECK(led_to(R"({"$ref":"https://json-schema.org/draft/2020-12/schema"})") ==
        "https://json-schema.org/draft/2020-12/schema ");
}

TEST_CASE("a dynamic anchor is told from an ordinary one") {
  Documents documents;
  const auto root =
      documents.add("test:/t", "t.json", R"({"a":"#x","b":"#y","$dynamicAnchor":"x","not":{"$anchor":"y"}})");
  REQUIRE(root);
  const json::Node& node = *(*root)->root.node;
  CHECK(documents.resolve((*root)->root, *node.find("a"))->dynamic_anchor == "x");
  CHECK(documents.resolve((*root)->root, *node.find("b"))->dynamic_anchor.empty());
}

TEST_CASE("the draft is the one that $schema names, or the newest") {
  const auto draft = [](const std::string& text) {
    Documents documents;
    const auto root = documents.add("test:/t", "t.json", text);
    REQUIRE(root);
    return (*root)->draft;
  };
  CHECK(draft("{}") == Draft::draft_2020_12);
  CHECK(draft(R"({"$schema":"http://json-schema.org/draft-07/schema#"})") == Draft::draft_7);
  CHECK(draft(R"({"$schema":"https://json-schema.org/draft/2020-12/schema"})") == Draft::draft_2020_12);
  CHECK(draft(R"({"asyncapi":"3.0.0"})") == Draft::draft_7);
  Documents documents;
  CHECK_FALSE(documents.add("test:/t", "t.json", R"({"$schema":"http://json-schema.org/draft-04/schema#"})"));
}

TEST_CASE("a name that is given twice is refused") {
  Documents documents;
  REQUIRE(documents.add("test:/t", "t.json", "{}"));
  CHECK_FALSE(documents.add("test:/u", "u.json", R"({"$id":"test:/t"})"));
  CHECK_FALSE(documents.add("test:/v", "v.json", R"({"not":{"$id":"w"},"if":{"$id":"w"}})"));
  CHECK_FALSE(documents.add("test:/x", "x.json", R"({"not":{"$anchor":"w"},"if":{"$anchor":"w"}})"));
}

TEST_CASE("files of the folder are read once, where a reference leads to them, and others are not") {
  const test::TemporaryFolder outside;
  outside.write("c.json", "{}");
  const test::TemporaryFolder folder;
  folder.write("a.json", R"({"x":"b.yaml#/not","y":")" + file_uri(outside / "c.json") + R"(","z":"missing.json"})");
  folder.write("b.yaml", "not: {}\n");
  Documents documents{folder.path()};
  const auto root = documents.read(folder / "a.json");
  REQUIRE(root);
  CHECK(*documents.read(folder / "a.json") == *root);
  const json::Node& node = *(*root)->root.node;
  const auto led = documents.resolve((*root)->root, *node.find("x"));
  REQUIRE(led);
  CHECK(led->spot.resource->file->name.ends_with("b.yaml"));
  CHECK(led->spot.pointer == "/not");
  CHECK(documents.resources().size() == 2);
  CHECK_FALSE(documents.resolve((*root)->root, *node.find("y")));
  CHECK_FALSE(documents.resolve((*root)->root, *node.find("z")));
  CHECK_FALSE(documents.read(folder / "missing.json"));
}

TEST_CASE("what an AsyncAPI document refers to is a part of it") {
  const test::TemporaryFolder folder;
  folder.write("a.json", R"({"asyncapi":"3.0.0","x":"b.json"})");
  folder.write("b.json", "{}");
  Documents documents{folder.path()};
  const auto root = documents.read(folder / "a.json");
  REQUIRE(root);
  CHECK(is_async_api(*(*root)->root.node));
  const auto part = documents.resolve((*root)->root, *(*root)->root.node->find("x"));
  REQUIRE(part);
  CHECK(documents.is_part_of_async_api(*part->spot.resource));
  CHECK_FALSE(documents.is_part_of_async_api(**root));
}

TEST_CASE("a broken text is refused with its place") {
  Documents documents;
  const auto json = documents.add("test:/t", "t.json", "{\n \"a\": }");
  REQUIRE(!json);
  CHECK(json.error().subject == "t.json:2:7");
  const auto yaml = documents.add("test:/t", "t.yaml", "a: 1\na: 2");
  REQUIRE(!yaml);
  CHECK(yaml.error().subject == "t.yaml:2:1");
  CHECK(documents.add("test:/t", "t.yaml", "\xEF\xBB\xBF{}"));
  CHECK_FALSE(documents.add("test:/n", "n.json", "[]"));
}
