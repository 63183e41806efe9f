// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>

#include "json/token_index.hpp"
#include "thoth/example.hpp"
#include "thoth/messages/base_topic.hpp"
#include "thoth/messages/hash_mismatch.hpp"
#include "thoth/messages/package_extract_trigger.hpp"
#include "thoth/schema_builder.hpp"
#include "thoth/validation.hpp"

using namespace thoth;

namespace {

SchemaBuilder restarted() {
  return SchemaBuilder("thoth.restarted", "v2", "A service was restarted")
      .required("service", Type::string, "Its name")
      .optional("token", Type::string, "How it was reached", Secret::yes)
      .defaulted("planned", Type::boolean, " false ")
      .defaulted("after", MemberType::array_of(Type::integer | Type::string), R"([ "start", 1 ])");
}

std::string refusal(const SchemaBuilder& builder) {
  const auto schema = builder.build();
  REQUIRE_FALSE(schema);
  CHECK(schema.error().code == ErrorCode::usage);
  return schema.error().reason;
}

/// Everything of two schemas but the numbers of their rules.
void check_same(const Schema& a, const Schema& b) {
  CHECK(a.topic == b.topic);
  CHECK(a.version == b.version);
  REQUIRE(a.root().properties.size() == b.root().properties.size());
  for (std::size_t i = 0; i < a.root().properties.size(); ++i) {
    const Property& x = a.root().properties[i];
    const Property& y = b.root().properties[i];
    CAPTURE(x.name);
    CHECK(x.name == y.name);
    CHECK(x.presence == y.presence);
    CHECK(x.default_json == y.default_json);
    CHECK(x.secret == y.secret);
    CHECK(a.rules[x.rule].types == b.rules[y.rule].types);
    CHECK(a.rules[x.rule].items.has_value() == b.rules[y.rule].items.has_value());
  }
}

}  // namespace

TEST_CASE("a type made at run time begins as every message does") {
  const auto schema = SchemaBuilder("thoth.base-topic", "v0").build();
  REQUIRE(schema);
  check_same(**schema, schema_of<messages::BaseTopic>());
}

TEST_CASE("a type made at run time equals the struct that says the same") {
  const auto extract = SchemaBuilder("thoth.package-extract-trigger", "v2")
                           .required("image", Type::string)
                           .required("environment_type", Type::string)
                           .defaulted("is_external", Type::boolean, "true")
                           .defaulted("verify_tls", Type::boolean, "true")
                           .defaulted("debug", Type::boolean, "false")
                           .optional("job_id", Type::string)
                           .optional("origin", Type::string)
                           .optional("registry_user", Type::string)
                           .optional("registry_password", Type::string, {}, Secret::yes)
                           .defaulted("graph_sync", Type::boolean, "false")
                           .build();
  REQUIRE(extract);
  check_same(**extract, schema_of<messages::PackageExtractTrigger>());

  const auto mismatch = SchemaBuilder("thoth.package-update.hash-mismatch", "v1")
                            .required("index_url", Type::string)
                            .required("package_name", Type::string)
                            .required("package_version", Type::string)
                            .required("missing_from_source", MemberType::array_of(Type::string))
                            .required("missing_from_database", MemberType::array_of(Type::string))
                            .build();
  REQUIRE(mismatch);
  check_same(**mismatch, schema_of<messages::HashMismatch>());
}

TEST_CASE("contents of a type made at run time are judged and written like any others") {
  const auto schema = restarted().build();
  REQUIRE(schema);
  const std::string wire =
      R"({"component_name":"c","service_version":"1","version":"v2","service":"solver","token":null,"planned":false,)"
      R"("after":["start",1]})";
  json::TokenIndex index;
  MessageValidator validator;
  const std::string given = R"({"service": "solver", "service_version": "1", "component_name": "c", "other": 1})";
  CHECK(validator.validate(**schema, json::index_value(given, index)).wire == wire);
  CHECK(validator.validate(**schema, json::Text{given}).wire == wire);

  const std::string broken =
      R"({"service":null,"service_version":"1","component_name":"c","after":[1,true],"planned":1})";
  const auto& result = validator.validate(**schema, json::Text{broken});
  std::vector<std::string> pointers;
  for (const auto& violation : result.violations) pointers.push_back(violation.pointer);
  CHECK(pointers == std::vector<std::string>{"/service", "/after/1", "/planned"});

  CHECK(validator.validate(**schema, json::Text{example(**schema)}).valid());
}

TEST_CASE("a type made at run time may say what keys and headers must be") {
  const auto schema = restarted()
                          .key(Type::integer | Type::null, "A number")
                          .header("trace_id", Type::string)
                          .header("attempt", Type::integer, "How often", Presence::optional)
                          .build();
  REQUIRE(schema);
  CHECK((*schema)->key->root().types == (Type::integer | Type::null));
  REQUIRE((*schema)->headers->root().properties.size() == 2);
  CHECK((*schema)->headers->root().properties[1].presence == Presence::optional);
}

TEST_CASE("a type that cannot be is refused") {
  CHECK(refusal(restarted().key(TypeSet{})) == "its key has no type");
  CHECK(refusal(restarted().key(Type::string, "\xff")) == "the description of its key is not UTF-8");
  CHECK(refusal(restarted().header("", Type::string)) == "a header has no name");
  CHECK(refusal(restarted().header("h", TypeSet{})) == "header h has no type");
  CHECK(refusal(restarted().header("h\xff", Type::string)) == "the name or description of a header is not UTF-8");
  CHECK(refusal(restarted().header("h", Type::string).header("h", Type::integer)) == "two headers are named h");

  CHECK(refusal(SchemaBuilder("", "v1")) == "its name is not a valid Kafka topic name");
  CHECK(refusal(SchemaBuilder("thoth topic", "v1")) == "its name is not a valid Kafka topic name");
  CHECK(refusal(SchemaBuilder("..", "v1")) == "its name is not a valid Kafka topic name");
  CHECK(refusal(SchemaBuilder(std::string(250, 'a'), "v1")) == "its name is not a valid Kafka topic name");
  CHECK(SchemaBuilder(std::string(249, 'a'), "v1").build());
  CHECK(refusal(SchemaBuilder("t", "\xff")) == "its version or description is not UTF-8");
  CHECK(refusal(SchemaBuilder("t", "v1").required("\xff", Type::string)) ==
        "the name or description of a member is not UTF-8");
  CHECK(refusal(SchemaBuilder("t", "v1").required("", Type::string)) == "a member has no name");
  CHECK(refusal(SchemaBuilder("t", "v1").required("x", TypeSet{})) == "member x has no type");
  CHECK(refusal(SchemaBuilder("t", "v1").required("x", MemberType::array_of(TypeSet{}))) == "member x has no type");
  CHECK(refusal(restarted().optional("service", Type::string)) == "two members are named service");
  CHECK(refusal(restarted().required("version", Type::string)) == "two members are named version");
}

TEST_CASE("a default must be a value of its member") {
  for (const char* text : {"", "yes", "1", "null", "true false", "[true]"}) {
    CAPTURE(text);
    refusal(SchemaBuilder("t", "v1").defaulted("x", Type::boolean, text));
  }
  const auto wrong = SchemaBuilder("t", "v1").defaulted("x", MemberType::array_of(Type::string), "[\"a\",1]").build();
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().subject == "default of t member x");
  CHECK(wrong.error().reason.find("/1") != std::string::npos);
}
