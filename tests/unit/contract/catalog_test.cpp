// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/catalog.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace thoth {
namespace {

SchemaPtr schema(std::string topic, std::string version) {
  Schema made;
  made.topic = std::move(topic);
  made.version = std::move(version);
  made.rules.emplace_back();
  return std::make_shared<const Schema>(std::move(made));
}

TEST_CASE("a catalog finds what was added, in the order it was added") {
  Catalog catalog;
  catalog.add(schema("b", "v1"));
  catalog.add(schema("a", "v2"));
  REQUIRE(catalog.find("a") != nullptr);
  CHECK(catalog.find("a")->version == "v2");
  CHECK(catalog.find("c") == nullptr);
  CHECK(catalog.topics() == std::vector<std::string>{"b", "a"});
  CHECK(catalog.schemas().size() == 2);
}

TEST_CASE("a schema replaces one of the same topic, in its place") {
  Catalog catalog;
  catalog.add(schema("a", "v1"));
  catalog.add(schema("b", "v1"));
  catalog.add(schema("a", "v2"));
  CHECK(catalog.topics() == std::vector<std::string>{"a", "b"});
  REQUIRE(catalog.find("a") != nullptr);
  CHECK(catalog.find("a")->version == "v2");
  CHECK(catalog.find("b")->version == "v1");
}

TEST_CASE("a copy of a catalog outlives the first") {
  Catalog copy;
  {
    Catalog first;
    first.add(schema("thoth.a-topic-whose-name-is-on-the-heap", "v1"));
    copy = first;
    first.add(schema("thoth.a-topic-whose-name-is-on-the-heap", "v2"));
  }
  REQUIRE(copy.find("thoth.a-topic-whose-name-is-on-the-heap") != nullptr);
  CHECK(copy.find("thoth.a-topic-whose-name-is-on-the-heap")->version == "v1");
}

TEST_CASE("a mistyped topic gets the nearest one") {
  Catalog catalog;
  catalog.add(schema("thoth.repo-init", "v1"));
  catalog.add(schema("thoth.adviser-trigger", "v5"));
  CHECK(catalog.nearest_topic("thoth.repo-innit") == "thoth.repo-init");
  CHECK(!catalog.nearest_topic("orders"));
}

}  // namespace
}  // namespace thoth
