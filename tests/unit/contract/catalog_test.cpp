// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/catalog.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "thoth/topic_template.hpp"

namespace thoth {
namespace {

SchemaPtr schema(std::string topic, std::string version) {
  Schema made;
  made.topic = std::move(topic);
  made.version = std::move(version);
  made.rules.emplace_back();
  return std::make_shared<const Schema>(std::move(made));
}

SchemaPtr user_defined(std::string topic, std::string version) {
  Schema made = *schema(std::move(topic), std::move(version));
  made.origin = Origin::user_defined;
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

TEST_CASE("a schema replaces one of the same topic and version, in its place") {
  Catalog catalog;
  catalog.add(schema("a", "v1"));
  catalog.add(schema("b", "v1"));
  const SchemaPtr second = schema("a", "v1");
  catalog.add(second);
  CHECK(catalog.topics() == std::vector<std::string>{"a", "b"});
  CHECK(catalog.find("a") == second.get());
  CHECK(catalog.schemas().front() == second);
  CHECK(catalog.find("b")->version == "v1");
  CHECK_FALSE(catalog.has_versions("a"));
}

TEST_CASE("a catalog holds several versions of a type") {
  Catalog catalog;
  catalog.add(schema("a", "v1"));
  catalog.add(schema("b", "v1"));
  catalog.add(schema("a", "v2"));
  CHECK(catalog.has_versions("a"));
  CHECK_FALSE(catalog.has_versions("b"));
  CHECK(catalog.topics() == std::vector<std::string>{"a", "b"});
  CHECK(catalog.schemas().size() == 3);
  CHECK(catalog.find("a")->version == "v2");
  CHECK(catalog.find("a", "v1")->version == "v1");
  CHECK(catalog.find("a", "v2")->version == "v2");
  CHECK(catalog.find("a", "v3")->version == "v2");
  CHECK(catalog.find("b", "v2")->version == "v1");
  CHECK(catalog.find("c", "v1") == nullptr);

  const SchemaPtr again = schema("a", "v1");
  catalog.add(again);
  CHECK(catalog.find("a", "v1") == again.get());
  CHECK(catalog.find("a")->version == "v2");
  CHECK(catalog.schemas().size() == 3);

  const Catalog copy = catalog;
  catalog.leave_out(LeftOutSchema{"a", "a.json", "it is broken", ""});
  CHECK(catalog.find("a", "v1") == nullptr);
  CHECK_FALSE(catalog.has_versions("a"));
  CHECK(catalog.topics() == std::vector<std::string>{"b"});
  CHECK(copy.find("a", "v1") == again.get());
}

TEST_CASE("a schema that users bring is for all versions of its topic") {
  Catalog catalog;
  catalog.add(schema("a", "v1"));
  catalog.add(schema("a", "v2"));
  catalog.add(schema("b", "v1"));
  const SchemaPtr own = user_defined("a", "1.0");
  catalog.add(own);
  CHECK(catalog.find("a") == own.get());
  CHECK(catalog.find("a", "v1") == own.get());
  CHECK_FALSE(catalog.has_versions("a"));
  CHECK(catalog.topics() == std::vector<std::string>{"a", "b"});
  CHECK(catalog.schemas().size() == 2);
  catalog.add(schema("a", "v3"));
  CHECK(catalog.find("a")->version == "v3");
  CHECK(catalog.schemas().size() == 2);
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

TEST_CASE("a left-out schema keeps its topic known, and takes the place of one that is there") {
  Catalog catalog;
  catalog.add(schema("a", "v1"));
  catalog.add(schema("b", "v1"));
  catalog.leave_out({"a", "a.json:1:2", "it is broken", ""});
  CHECK(catalog.find("a") == nullptr);
  REQUIRE(catalog.find_left_out("a") != nullptr);
  CHECK(catalog.find_left_out("a")->reason == "it is broken");
  CHECK(catalog.find_left_out("b") == nullptr);
  CHECK(catalog.find_left_out("c") == nullptr);
  CHECK(catalog.find("b")->topic == "b");
  CHECK(catalog.topics() == std::vector<std::string>{"b"});
  CHECK(catalog.left_out().size() == 1);
  catalog.add(schema("a", "v2"));
  CHECK(catalog.find("a")->version == "v2");
  CHECK(catalog.left_out().empty());
}

TEST_CASE("the closest template counts, left out or not") {
  const auto templated = [](const std::string& text) {
    return std::make_shared<const TopicTemplate>(text, std::vector<TopicParameter>{});
  };
  Catalog catalog;
  Schema made = *schema("a.{x}", "v1");
  made.topic_template = templated(made.topic);
  catalog.add(std::make_shared<const Schema>(std::move(made)));
  catalog.leave_out({"a.b{x}", "a.yaml", "it is broken", "", templated("a.b{x}")});
  CHECK(catalog.find("a.c") != nullptr);
  CHECK(catalog.find("a.bc") == nullptr);
  REQUIRE(catalog.find_left_out("a.bc") != nullptr);
  CHECK(catalog.find_left_out("a.bc")->topic == "a.b{x}");
  CHECK(catalog.find_left_out("a.c") == nullptr);
  catalog.leave_out({"a.{x}", "a.yaml", "it is broken", ""});
  CHECK(catalog.find("a.c") == nullptr);
  CHECK(catalog.schemas().empty());
}

TEST_CASE("a left-out topic is the nearest one of a mistyped name") {
  Catalog catalog;
  catalog.leave_out({"shop.order", "shop.order.json:1:2", "it is broken", ""});
  CHECK(catalog.nearest_topic("shop.ordr") == "shop.order");
}

TEST_CASE("channels are found by name, those with a topic of their own too") {
  Catalog catalog;
  const auto channel = [](std::string topic, std::string name) {
    Schema made = *schema(std::move(topic), "");
    made.channel = std::move(name);
    return std::make_shared<const Schema>(std::move(made));
  };
  catalog.add(channel("t", "of/t"));
  catalog.add(schema("none", ""));
  catalog.add_channel(channel("", "replies"));
  catalog.add_channel(channel("", "replies"));
  CHECK(catalog.channel_names() == std::vector<std::string>{"of/t", "replies"});
  CHECK(catalog.channels_named("of/t").size() == 1);
  CHECK(catalog.channels_named("replies").size() == 2);
  CHECK(catalog.channels_named("").empty());
  CHECK(catalog.channels().size() == 2);
  CHECK(catalog.find("replies") == nullptr);
  CHECK(catalog.find("") == nullptr);
  CHECK(catalog.schemas().size() == 2);
}

}  // namespace
}  // namespace thoth
