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
    return (*root)->dialect.draft;
  };
  CHECK(draft("{}") == Draft::draft_2020_12);
  CHECK(draft(R"({"$schema":"http://json-schema.org/draft-07/schema#"})") == Draft::draft_7);
  CHECK(draft(R"({"$schema":"https://json-schema.org/draft/2020-12/schema"})") == Draft::draft_2020_12);
  CHECK(draft(R"({"$schema":"http://json-schema.org/draft-04/schema#"})") == Draft::draft_4);
  CHECK(draft(R"({"$schema":"http://json-schema.org/draft-06/schema"})") == Draft::draft_6);
  CHECK(draft(R"({"$schema":"https://json-schema.org/draft/2019-09/schema#"})") == Draft::draft_2019_09);
  CHECK(draft(R"({"$schema":"http://json-schema.org/schema#"})") == Draft::draft_2020_12);
  CHECK(draft(R"({"asyncapi":"3.0.0"})") == Draft::draft_7);
  for (const std::string other : {R"({"$schema":"http://json-schema.org/draft-03/schema#"})", R"({"$schema":7})",
                                  R"({"$schema":"test:/t"})", R"({"$schema":"other.json"})"}) {
    CAPTURE(other);
    Documents documents;
    const auto root = documents.add("test:/t", "t.json", other);
    REQUIRE(root);
    REQUIRE(documents.fault((*root)->root) != nullptr);
    CHECK(documents.fault((*root)->root)->subject == "t.json:1:12");
    CHECK(documents.fault((*root)->root)->reason.find("which is not supported") != std::string::npos);
  }
  // That of an AsyncAPI document is for editors.
  Documents documents;
  const auto api = documents.add("test:/a", "a.json", R"({"asyncapi":"3.0.0","$schema":"urn:unknown"})");
  REQUIRE(api);
  CHECK(documents.fault((*api)->root) == nullptr);
}

TEST_CASE("a metaschema of the user's own says which vocabularies are in use") {
  Documents documents;
  REQUIRE(documents.add("test:/meta", "meta.json", R"({"$schema":"https://json-schema.org/draft/2019-09/schema",
    "$vocabulary":{"https://json-schema.org/draft/2019-09/vocab/core":true,
                   "https://json-schema.org/draft/2019-09/vocab/applicator":true,"test:/other":false}})"));
  const auto root = documents.add("test:/t", "t.json", R"({"$schema":"meta"})");
  REQUIRE(root);
  const Dialect& dialect = (*root)->dialect;
  CHECK(dialect.draft == Draft::draft_2019_09);
  CHECK(dialect.has(Vocabulary::core));
  CHECK(dialect.has(Vocabulary::applicator));
  CHECK(dialect.has(Vocabulary::unevaluated));
  CHECK_FALSE(dialect.has(Vocabulary::validation));
  CHECK_FALSE(dialect.has(Vocabulary::format));
  REQUIRE(documents.add("test:/strange", "strange.json", R"({"$vocabulary":{"test:/other":true}})"));
  const auto refused = documents.add("test:/u", "u.json", R"({"$schema":"strange"})");
  REQUIRE(refused);
  REQUIRE(documents.fault((*refused)->root) != nullptr);
  CHECK(documents.fault((*refused)->root)->reason ==
        "its $schema needs the vocabulary test:/other, which is not supported");
}

TEST_CASE("a schema within one of another draft is named by its own draft's keyword") {
  Documents documents;
  const auto root = documents.add("test:/t", "t.json", R"({"$defs":{
    "a":{"$schema":"http://json-schema.org/draft-04/schema#","id":"four","not":{"id":"inner"}},
    "b":{"id":"none"}},"x":"four","y":"inner","z":"none"})");
  REQUIRE(root);
  const json::Node& node = *(*root)->root.node;
  const auto four = documents.resolve((*root)->root, *node.find("x"));
  REQUIRE(four);
  CHECK(four->spot.resource->dialect.draft == Draft::draft_4);
  CHECK(documents.resolve((*root)->root, *node.find("y")));
  CHECK_FALSE(documents.resolve((*root)->root, *node.find("z")));
}

TEST_CASE("a name that is given twice is a fault of the second") {
  Documents documents;
  const auto fault = [&documents](const std::string& name, const std::string& text, const char* keyword) {
    const auto root = documents.add("test:/" + name, name, text);
    REQUIRE(root);
    const Spot spot = *keyword == 0 ? (*root)->root : Spot{(*root)->root.node->find(keyword), *root, ""};
    const Error* const error = documents.fault({spot.node, documents.resource_of(spot), ""});
    return error == nullptr ? "" : error->reason;
  };
  CHECK(fault("t", "{}", "") == "");
  CHECK(fault("u", R"({"$id":"test:/t","not":{}})", "") == "its $id test:/t is also that of t");
  CHECK(fault("v", R"({"not":{"$id":"w"},"if":{"$id":"w"}})", "not") == "");
  CHECK(fault("w", R"({"not":{"$id":"w1"},"if":{"$id":"w1"}})", "if") == "its $id test:/w1 is also that of w");
  CHECK(fault("x", R"({"not":{"$anchor":"w"},"if":{"$anchor":"w"}})", "not") == "");
  CHECK(fault("y", R"({"not":{"$anchor":"w"},"if":{"$anchor":"w"}})", "if").find("is defined twice") !=
        std::string::npos);
  CHECK(fault("z", R"({"not":{"$anchor":"w"},"if":{"$anchor":"w"}})", "") == "");
}

TEST_CASE("a fault of a resource is one of all that is in it, and of nothing else") {
  Documents documents;
  const auto root = documents.add("test:/t", "t.json",
                                  R"({"not":{"$id":"u","$schema":"urn:unknown","$defs":{"x":{}}},"r":"u#/$defs/x"})");
  REQUIRE(root);
  CHECK(documents.fault((*root)->root) == nullptr);
  const auto target = documents.resolve((*root)->root, *(*root)->root.node->find("r"));
  REQUIRE(target);
  REQUIRE(documents.fault(target->spot) != nullptr);
  CHECK(documents.fault(target->spot)->reason.find("urn:unknown") != std::string::npos);
}

TEST_CASE("files of the folder are read once, where a reference leads to them, and others are not") {
  const test::TemporaryFolder outside;
  outside.write("c.json", "{}");
  const test::TemporaryFolder folder;
  folder.write("a.json", R"({"x":"b.yaml#/not","y":")" + file_uri(outside / "c.json") + R"(","z":"missing.json"})");
  folder.write("b.yaml", "not: {}\n");
  Documents documents{Reach(folder.path())};
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

TEST_CASE("a part is entered once, by whatever documents") {
  Documents documents;
  const auto root = documents.add("test:/t", "t.json", R"({"x":{"$id":"u"},"y":{"$schema":"urn:unknown"}})");
  REQUIRE(root);
  const Spot part{(*root)->root.node->find("x"), *root, "/x"};
  CHECK(documents.enter_part(part, Draft::draft_7));
  CHECK(documents.enter_part(part, Draft::draft_7));
  const Spot broken_part{(*root)->root.node->find("y"), *root, "/y"};
  CHECK_FALSE(documents.enter_part(broken_part, Draft::draft_7));
  CHECK_FALSE(documents.enter_part(broken_part, Draft::draft_7));
}

TEST_CASE("a reference to a file that cannot be used says what is wrong there") {
  const test::TemporaryFolder folder;
  folder.write("a.json", R"({"x":"b.json"})");
  folder.write("b.json", "{");
  Documents documents{Reach(folder.path())};
  const auto root = documents.read(folder / "a.json");
  REQUIRE(root);
  const auto led = documents.resolve((*root)->root, *(*root)->root.node->find("x"));
  REQUIRE_FALSE(led);
  CHECK(led.error().reason.find("b.json:1:2, which cannot be used: ") != std::string::npos);
}

TEST_CASE("file URIs that are not absolute go by the name, and that is said once a file") {
  const test::TemporaryFolder folder;
  folder.write("sub/a.json", R"({"a":"file:b.json","b":"file://b.json#/not","c":"file:none.json","d":"file://../c.json",
                              "e":"file:c.json","f":"file:deep.json"})");
  folder.write("sub/b.json", R"({"not":{}})");
  folder.write("c.json", "{}");
  folder.write("x/deep.json", "{}");
  Documents documents{Reach(folder.path())};
  const auto root = documents.read(folder / "sub/a.json");
  REQUIRE(root);
  REQUIRE(documents.read(folder / "x/deep.json"));
  const auto led = [&](const char* name) {
    const auto target = documents.resolve((*root)->root, *(*root)->root.node->find(name));
    return target ? target->spot.resource->file->path.lexically_relative(folder.path()).string() : "";
  };
  CHECK(led("a") == "sub/b.json");
  CHECK(documents.warnings().size() == 1);
  CHECK(led("a") == "sub/b.json");
  CHECK(documents.warnings().size() == 1);
  CHECK(led("b") == "sub/b.json");
  CHECK(led("c") == "");
  CHECK(led("d") == "c.json");
  CHECK(led("e") == "c.json");
  CHECK(led("f") == "x/deep.json");
  REQUIRE(documents.warnings().size() == 5);
  CHECK(documents.warnings().front().find(
            "a.json:1:6: it refers to file:b.json, which is not an absolute file URI; ") != std::string::npos);
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
