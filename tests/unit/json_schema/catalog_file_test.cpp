// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/catalog_file.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "support/temporary_folder.hpp"
#include "thoth/validation.hpp"

namespace thoth {
namespace {

namespace fs = std::filesystem;

using Folder = test::TemporaryFolder;

/// The error, or else why the first schema was left out.
std::string fault_of_file(const std::string& path, const CatalogOptions& options = {}) {
  Catalog catalog;
  const auto report = add_catalog(catalog, path, options);
  if (!report) {
    CHECK(catalog.schemas().empty());
    return report.error().text();
  }
  return report->left_out.empty() ? "" : report->left_out.front().loading_error().text();
}

TEST_CASE("a folder's files are types, named by their names") {
  const Folder folder;
  folder.write("b.schema.json", R"({"type":"object"})");
  folder.write("a.json", R"({"$ref":"more/common.json#/$defs/x"})");
  folder.write("more/common.json", R"({"$defs":{"x":{"type":"integer"}}})");
  folder.write(".hidden.json", "no JSON");
  folder.write(".git/x.json", "no JSON");
  folder.write("README.md", "no JSON");
  Catalog catalog;
  REQUIRE(add_catalog_file(catalog, folder.path()).has_value());
  CHECK(catalog.topics() == std::vector<std::string>{"a", "b", "common"});
  CHECK(catalog.find("a")->root().types == TypeSet(Type::integer));
}

TEST_CASE("a topic's key and headers are in files beside its schema") {
  const Folder folder;
  folder.write("a.schema.json", "{}");
  folder.write("a.key.schema.json", R"({"type":"integer"})");
  folder.write("a.headers.schema.yaml", "{required: [x]}");
  folder.write("b.key.schema.json", "{}");
  folder.write("c.json", "{}");
  folder.write("c.key.json", "{}");
  for (const std::string& path : {folder.path(), folder / "a.schema.json"}) {
    Catalog catalog;
    REQUIRE(add_catalog_file(catalog, path).has_value());
    const Schema* const a = catalog.find("a");
    REQUIRE(a != nullptr);
    REQUIRE(a->key);
    CHECK(a->key->root().types == TypeSet(Type::integer));
    CHECK(a->headers != nullptr);
  }
  Catalog catalog;
  REQUIRE(add_catalog_file(catalog, folder.path()).has_value());
  CHECK(catalog.topics() == std::vector<std::string>{"a", "b.key", "c", "c.key"});
}

TEST_CASE("a key that cannot be held does not take its topic with it") {
  const Folder folder;
  folder.write("a.schema.json", "{}");
  folder.write("a.key.schema.json", R"({"$ref":"#/nowhere"})");
  folder.write("a.headers.schema.json", "no JSON");
  Catalog catalog;
  const auto report = add_catalog(catalog, folder.path());
  REQUIRE(report);
  CHECK(report->left_out.empty());
  REQUIRE(report->notes.size() == 2);
  CHECK(report->notes[0].find("a.headers.schema.json:1:1: not validated: headers of a: ") != std::string::npos);
  CHECK(report->notes[1].find("a.key.schema.json:1:9: not validated: keys of a: ") != std::string::npos);
  CHECK(catalog.find("a") != nullptr);
}

TEST_CASE("schemas find each other by their $id, wherever their files are") {
  const Folder folder;
  folder.write("order.json", R"({"$id":"https://example.com/order","$ref":"parts/item#/$defs/x"})");
  folder.write("deep/item.json", R"({"$id":"https://example.com/parts/item","$defs":{"x":{"type":"string"}}})");
  Catalog catalog;
  REQUIRE(add_catalog_file(catalog, folder.path()).has_value());
  CHECK(catalog.find("order")->root().types == TypeSet(Type::string));
}

TEST_CASE("a file may refer to files of its folder, and to no other") {
  const Folder folder;
  folder.write("in/a.json", R"({"$ref":"b.json"})");
  folder.write("in/b.json", R"({"type":"null"})");
  folder.write("in/c.json", R"({"$ref":"../out.json"})");
  folder.write("out.json", "{}");
  fs::create_symlink("../out.json", folder / "in/link.json");
  folder.write("in/d.json", R"({"$ref":"link.json"})");
  CHECK(fault_of_file(folder / "in/a.json") == "");
  CHECK(fault_of_file(folder / "in/c.json") ==
        "reading the schema " + folder / "in/c.json" + ":1:9: it refers to file://" + folder / "out.json" +
            ", which is outside of " + folder / "in" + " (name a folder that holds both with --catalog-root)");
  CHECK(fault_of_file(folder / "in/d.json").find("link.json, which is outside of") != std::string::npos);
  CHECK(fault_of_file(folder / "in/c.json", {.root = folder.path()}) == "");
  CHECK(fault_of_file(folder / "in/d.json", {.root = folder.path()}) == "");
  folder.write(".git/HEAD", "");
  CHECK(fault_of_file(folder / "in/c.json") == "");
  CHECK(fault_of_file(folder / "in/c.json", {.root = folder / "none"}) ==
        "reading the catalog's root " + folder / "none" + ": No such file or directory");
  CHECK(fault_of_file(folder / "in/c.json", {.root = folder / "out.json"}) ==
        "reading the catalog's root " + folder / "out.json" + ": Not a directory");
}

TEST_CASE("of what is outside, nothing is shown") {
  const Folder folder;
  folder.write("secret.json", "hunter2");
  folder.write("in/a.json", R"({"$ref":"../secret.json"})");
  folder.write("in/fine.json", "{}");
  fs::create_symlink("../secret.json", folder / "in/link.json");
  Catalog catalog;
  const auto lines = add_catalog_file(catalog, folder / "in");
  REQUIRE(lines);
  REQUIRE(lines->size() == 2);
  for (const std::string& line : *lines) CHECK(line.find("hunter2") == std::string::npos);
  CHECK(catalog.topics() == std::vector<std::string>{"fine"});
  CHECK(catalog.find_left_out("link")->reason == "it is a link that leads outside of " + folder / "in");
  CHECK(catalog.find_left_out("a") != nullptr);
}

TEST_CASE("one broken file of a folder is left out with its place, and no other") {
  const Folder folder;
  folder.write("a.json", "{}");
  folder.write("b.json", "{\n \"type\": 3}");
  CHECK(fault_of_file(folder.path())
            .starts_with(
                "reading the schema " + folder / "b.json" +
                ":2:10: type must be null, boolean, integer, number, string, array or object, not the number 3"));
  for (const char* const broken :
       {"{", R"({"a":1,"a":2})", R"({"pattern":"("})", R"({"$ref":"#"})", R"({"$schema":"urn:unknown"})",
        R"({"$ref":"nowhere.json"})", R"({"$ref":"https://example.com/x"})", "[]", "\xFF"}) {
    CAPTURE(broken);
    folder.write("b.json", broken);
    Catalog catalog;
    const auto lines = add_catalog_file(catalog, folder.path());
    REQUIRE(lines);
    CHECK(lines->size() == 1);
    CHECK(catalog.topics() == std::vector<std::string>{"a"});
    REQUIRE(catalog.find_left_out("b") != nullptr);
    CHECK(catalog.find_left_out("b")->place.starts_with(folder / "b.json"));
  }
}

TEST_CASE("what no type refers to is not looked at") {
  const Folder folder;
  folder.write("a.json", R"({"$defs":{"unused":{"pattern":"(","$ref":"nowhere.json"}},"definitions":3})");
  folder.write("api.yaml",
               "asyncapi: 3.0.0\nservers: {s: {$ref: servers.yaml}}\n"
               "channels: {c: {messages: {m: {payload: {$ref: 'common.json#/x'}}}}}\n"
               "components: {schemas: {unused: {pattern: '('}}}\n");
  folder.write("servers.yaml", "a: 1\na: 2");
  folder.write("common.json", R"({"x":{"type":"integer"},"y":{"type":"strng"}})");
  Catalog catalog;
  const auto lines = add_catalog_file(catalog, folder.path());
  REQUIRE(lines);
  CHECK(lines->empty());
  CHECK(catalog.topics() == std::vector<std::string>{"c", "a"});
}

TEST_CASE("a document that is broken before it names a topic takes no other with it") {
  const Folder folder;
  folder.write("a.json", "{}");
  folder.write("api.yaml", "asyncapi: 3.0.0\nchannels: {a: 1\n");
  folder.write("old.yaml", "asyncapi: 1.0.0\n");
  folder.write("a b.json", "{}");
  Catalog catalog;
  const auto report = add_catalog(catalog, folder.path());
  REQUIRE(report);
  CHECK(report->left_out.size() == 3);
  CHECK(catalog.left_out().empty());
  CHECK(catalog.topics() == std::vector<std::string>{"a"});
}

TEST_CASE("several documents may describe a topic") {
  const Folder folder;
  const std::string head = "asyncapi: 3.0.0\nchannels: {c: {address: t, messages: {m: {payload: ";
  folder.write("sender/api.yaml", head + "{$ref: '../common.yaml#/x'}}}}}");
  folder.write("receiver/api.yaml", head + "{type: integer, description: x}}}}}");
  folder.write("common.yaml", "x: {$id: 'https://example.com/x', type: integer}");
  Catalog catalog;
  auto lines = add_catalog_file(catalog, folder.path());
  REQUIRE(lines);
  CHECK(lines->empty());
  CHECK(catalog.topics() == std::vector<std::string>{"t"});
  folder.write("receiver/api.yaml", head + "{$ref: '../common.yaml#/x'}}}}}");
  lines = add_catalog_file(catalog, folder.path());
  REQUIRE(lines);
  CHECK(lines->empty());
  CHECK(catalog.find("t")->documents.empty());
  folder.write("receiver/api.yaml", head + "{type: string}}}}}");
  lines = add_catalog_file(catalog, folder.path());
  REQUIRE(lines);
  CHECK(lines->size() == 1);
  CHECK(catalog.find("t")->documents.size() == 2);
  CHECK(validate(*catalog.find("t"), json::parse("1").document->root()).empty());
  CHECK(validate(*catalog.find("t"), json::parse("\"x\"").document->root()).empty());
  CHECK_FALSE(validate(*catalog.find("t"), json::parse("true").document->root()).empty());
}

TEST_CASE("excluded files are no types, and may be referred to all the same") {
  const Folder folder;
  folder.write("a.json", R"({"$ref":"drafts/b.json"})");
  folder.write("drafts/b.json", R"({"type":"null"})");
  folder.write("package.json", "no JSON");
  Catalog catalog;
  const auto report = add_catalog(catalog, folder.path(), {.exclude = {"package.json", "drafts/"}});
  REQUIRE(report);
  CHECK(report->left_out.empty());
  CHECK(catalog.topics() == std::vector<std::string>{"a"});
  CHECK(fault_of_file(folder.path(), {.exclude = {"*.json"}})
            .find("there is no *.json, *.yaml or *.yml file in it that is not excluded") != std::string::npos);
  CHECK(fault_of_file(folder.path(), {.exclude = {"[z-a]"}}).find("the range z-a is empty") != std::string::npos);
}

TEST_CASE("YAML files are read beside JSON, and say where they are broken") {
  const Folder folder;
  folder.write("a.schema.yaml", "$ref: 'b.yml#/$defs/x'\n");
  folder.write("b.yml", "\xEF\xBB\xBF$defs:\n  x: &x {enum: [yes, 1.50]}\n  y: *x\n");
  folder.write("c.json", R"({"$ref":"b.yml"})");
  Catalog catalog;
  REQUIRE(add_catalog_file(catalog, folder.path()).has_value());
  CHECK(catalog.topics() == std::vector<std::string>{"a", "b", "c"});
  const Schema& schema = *catalog.find("a");
  CHECK(validate(schema, json::parse("\"yes\"").document->root()).empty());
  CHECK(validate(schema, json::parse("1.5").document->root()).empty());
  CHECK(validate(schema, json::parse("true").document->root()).size() == 1);
  folder.write("b.yml", "type: object\nminimum: ä\nminimum: 1");
  CHECK(fault_of_file(folder.path())
            .find(folder / "b.yml" + ":3:1, which cannot be used: the key \"minimum\" is defined twice") !=
        std::string::npos);
  folder.write("b.yml", "$defs: {x: {title: ä}}\nminimum: many");
  CHECK(fault_of_file(folder.path())
            .starts_with("reading the schema " + folder / "b.yml" +
                         ":2:10: minimum must be a number, not the string \"many\""));
}

TEST_CASE("what is no catalog is said") {
  const Folder folder;
  CHECK(fault_of_file(folder.path()) ==
        "reading the catalog " + folder.path() +
            ": there is no *.json, *.yaml or *.yml file in it (name a JSON Schema file, or a folder of them)");
  CHECK(fault_of_file(folder / "none.json") ==
        "reading the catalog " + folder / "none.json" + ": No such file or directory");
  folder.write("a b.json", "{}");
  CHECK(fault_of_file(folder / "a b.json").find("its name is not a valid Kafka topic name") != std::string::npos);
  folder.write("ids/a.json", R"({"$id":"https://example.com/x"})");
  folder.write("ids/b.json", R"({"$id":"https://example.com/x"})");
  CHECK(fault_of_file(folder / "ids").find("its $id https://example.com/x is also that of") != std::string::npos);
}

}  // namespace
}  // namespace thoth
