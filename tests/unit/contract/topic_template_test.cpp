// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/topic_template.hpp"

#include <doctest/doctest.h>

#include <memory>

#include "thoth/catalog.hpp"

namespace thoth {
namespace {

SchemaPtr schema_for(const std::string& topic, const std::vector<TopicParameter>& parameters) {
  auto schema = std::make_shared<Schema>();
  schema->topic = topic;
  schema->topic_template = std::make_shared<const TopicTemplate>(topic, parameters);
  return schema;
}

TEST_CASE("a parameter stands for a part of a topic's name, or for one of its values") {
  const TopicTemplate topics("orders.{region}.v1.{kind}", {{"kind", {"new", "a.b"}, ""}});
  CHECK(topics.matches("orders.eu.v1.new"));
  CHECK(topics.matches("orders.eu-1_x.v1.a.b"));
  CHECK_FALSE(topics.matches("orders.eu.v1.axb"));
  CHECK_FALSE(topics.matches("orders..v1.new"));
  CHECK_FALSE(topics.matches("orders.eu.west.v1.new"));
  CHECK_FALSE(topics.matches("orders.eu.v1.old"));
  CHECK_FALSE(topics.matches("ordersxeu.v1.new"));
  CHECK_FALSE(topics.matches("x.orders.eu.v1.new"));
  CHECK(topics.example() == "orders.region.v1.new");
  CHECK(TopicTemplate("{a}x", {{"a", {"b", "c"}, "c"}}).example() == "cx");
}

TEST_CASE("an example that the template does not match is none") {
  CHECK(TopicTemplate("{a}x", {{"a", {"b", "c"}, "d"}}).example() == "bx");
  CHECK(TopicTemplate("{a}x", {{"a", {}, "two.parts"}}).example() == "ax");
}

TEST_CASE("a parameter's schema is asked about each part that it may be") {
  auto schema = std::make_shared<Schema>();
  schema->topic = "x";
  TopicParameter parameter{"a", {}, "x1"};
  parameter.schema = schema;
  const ParameterCheck check = [](const Schema& of, std::string_view part) { return part.starts_with(of.topic); };
  const TopicTemplate topics("{a}.{b}.{a}", {parameter}, check);
  CHECK(topics.matches("x.y.x2"));
  CHECK_FALSE(topics.matches("x.y.y"));
  CHECK_FALSE(topics.matches("y.y.x"));
  CHECK(topics.example() == "x1.b.x1");
  parameter.example = "y";
  CHECK(TopicTemplate("{a}", {parameter}, check).example() == "a");
}

TEST_CASE("a topic may have the form of a template whose parameters do not take it") {
  const SchemaPtr schema = schema_for("a+.{b}.{c-d}", {{"b", {"x", "y.z"}, ""}});
  CHECK(has_form_of_template(*schema, "a+.x.1"));
  CHECK(has_form_of_template(*schema, "a+.w.1"));
  CHECK_FALSE(has_form_of_template(*schema, "aa.w.1"));
  CHECK_FALSE(has_form_of_template(*schema, "a+.w"));
  CHECK_FALSE(has_form_of_template(*schema, "a+.w./"));
}

TEST_CASE("a template tells its parameters, each once") {
  const TopicParameter kind{"kind", {"new", "old"}, "old"};
  const TopicTemplate topics("{region}.{kind}.{region}", {kind, {"other", {}, ""}});
  CHECK(topics.parameters() == std::vector<TopicParameter>{{"region", {}, ""}, kind});
  CHECK(topics.example() == "region.old.region");
}

TEST_CASE("a catalog looks for the name, then for the template that says most") {
  Catalog catalog;
  catalog.add(schema_for("{any}.{thing}", {}));
  catalog.add(schema_for("orders.{region}", {}));
  auto exact = std::make_shared<Schema>();
  exact->topic = "orders.eu";
  catalog.add(exact);
  CHECK(catalog.find("orders.eu") == exact.get());
  CHECK(catalog.find("orders.us")->topic == "orders.{region}");
  CHECK(catalog.find("other.us")->topic == "{any}.{thing}");
  CHECK(catalog.find("orders.{region}")->topic == "orders.{region}");
  CHECK(catalog.find("orders") == nullptr);
  catalog.add(schema_for("orders.{region}", {{"region", {"us"}, ""}}));
  CHECK(catalog.find("orders.us")->topic == "orders.{region}");
  CHECK(catalog.find("orders.jp")->topic == "{any}.{thing}");
}

}  // namespace
}  // namespace thoth
