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

std::string fault_of_file(const std::string& path) {
  Catalog catalog;
  const auto added = add_catalog_file(catalog, path);
  CHECK(catalog.schemas().empty() == !added.has_value());
  return added ? "" : added.error().text();
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
  CHECK(fault_of_file(folder / "in/c.json") == "reading the schema " + folder / "in/c.json" +
                                                   ":1:9: it refers to file://" + folder / "out.json" +
                                                   ", which is not in the catalog (nothing is downloaded: put that "
                                                   "document into the catalog's folder, with this $id)");
  CHECK(fault_of_file(folder / "in/d.json").find("link.json, which is not in the catalog") != std::string::npos);
}

TEST_CASE("one broken file of a folder is named, and the catalog stays as it was") {
  const Folder folder;
  folder.write("a.json", "{}");
  folder.write("b.json", "{\n \"type\": 3}");
  CHECK(fault_of_file(folder.path())
            .starts_with(
                "reading the schema " + folder / "b.json" +
                ":2:10: type must be null, boolean, integer, number, string, array or object, not the number 3"));
  folder.write("b.json", "{");
  CHECK(fault_of_file(folder.path()).starts_with("reading the schema " + folder / "b.json" + ":1:2: "));
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
            .starts_with("reading the schema " + folder / "b.yml" + ":3:1: the key \"minimum\" is defined twice"));
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
  folder.write("two/a.json", "{}");
  folder.write("two/a.schema.json", "{}");
  CHECK(fault_of_file(folder / "two").find("its topic a is also that of") != std::string::npos);
  folder.write("ids/a.json", R"({"$id":"https://example.com/x"})");
  folder.write("ids/b.json", R"({"$id":"https://example.com/x"})");
  CHECK(fault_of_file(folder / "ids").find("its $id https://example.com/x is also that of") != std::string::npos);
}

}  // namespace
}  // namespace thoth
