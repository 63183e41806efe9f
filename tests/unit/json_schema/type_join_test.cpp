// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/type_join.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "json_schema/compiler.hpp"
#include "thoth/topic_template.hpp"
#include "thoth/validation.hpp"

using namespace thoth;
using namespace thoth::json_schema;

namespace {

/// Schemas of one topic, t, each in a document of its own: a.json, b.json, …
struct Joined {
  Documents documents;
  TypeJoin types{documents};

  explicit Joined(const std::vector<std::string>& texts) {
    std::string name = "a.json";
    for (const std::string& text : texts) {
      add(name, text, Payloads::schemas);
      ++name.front();
    }
  }

  void add(const std::string& name, const std::string& text, Payloads payloads) {
    const auto root = documents.add("test:/" + name, name, text);
    REQUIRE(root);
    DeclaredType type{heading_of(**root, "t"), (*root)->root, payloads, {}};
    if (payloads == Payloads::schemas) type.alternatives.push_back((*root)->root);
    types.add(std::move(type));
  }

  const Schema& only() {
    types.finish();
    REQUIRE(types.schemas().size() == 1);
    return *types.schemas().front();
  }
};

bool takes(const Schema& schema, const std::string& contents) {
  return validate(schema, json::parse(contents).document->root()).empty();
}

}  // namespace

TEST_CASE("equal schemas of one topic are one type") {
  Joined joined({R"({"type":"integer","title":"A"})", R"({"title":"B","type":"integer"})"});
  const Schema& schema = joined.only();
  CHECK(schema.root().types == TypeSet(Type::integer));
  CHECK(schema.description == "A");
  CHECK(schema.documents.empty());
  CHECK(joined.types.notes().empty());
}

TEST_CASE("of different schemas of one topic, one must hold, and their documents are named") {
  Joined joined(
      {R"({"type":"integer"})", R"({"type":"string","title":"B"})", R"({"type":"integer"})", R"({"type":"null"})"});
  const Schema& schema = joined.only();
  for (const char* const valid : {"1", "\"x\"", "null"}) CHECK(takes(schema, valid));
  CHECK_FALSE(takes(schema, "[]"));
  CHECK(schema.description == "B");
  CHECK(schema.documents == std::vector<std::string>{"a.json", "b.json", "d.json"});
  CHECK(joined.types.notes() ==
        std::vector<std::string>{
            "a.json: t is described differently in b.json and 1 more; a payload must satisfy one of them"});
}

TEST_CASE("where one of the documents cannot be held, the topic is left out") {
  Joined joined({R"({"type":"integer"})", R"({"type":"strng"})"});
  joined.types.finish();
  CHECK(joined.types.schemas().empty());
  REQUIRE(joined.types.left_out().size() == 1);
  CHECK(joined.types.left_out().front().topic == "t");
  CHECK(joined.types.left_out().front().place == "b.json:1:9");
}

TEST_CASE("a message without a schema takes anything") {
  Joined any({R"({"type":"integer"})"});
  any.add("b.json", "{}", Payloads::anything);
  CHECK(takes(any.only(), "[]"));
  CHECK(any.types.schemas().front()->documents.size() == 2);
}

TEST_CASE("where one of the documents has payloads that are not read, the topic is left out") {
  const auto with_unread = [](const std::vector<std::string>& others, const std::string& unread_place) {
    Joined joined({});
    const auto root = joined.documents.add("test:/" + unread_place, unread_place, "{}");
    REQUIRE(root);
    DeclaredType type{heading_of(**root, "t"), (*root)->root, Payloads::anything, {}};
    type.fault = Error{ErrorCode::usage, "reading the schema", unread_place, "its payload is avro/binary", ""};
    type.media_type = "avro/binary";
    joined.types.add(type);
    std::string name = "b.json";
    for (const std::string& text : others) {
      joined.add(name, text, Payloads::schemas);
      ++name.front();
    }
    joined.types.finish();
    CHECK(joined.types.schemas().empty());
    REQUIRE(joined.types.left_out().size() == 1);
    return joined.types.left_out().front();
  };
  const LeftOutSchema alone = with_unread({}, "a.json");
  CHECK(alone.topic == "t");
  CHECK(alone.why() == "a.json: its payload is avro/binary");
  CHECK(alone.media_type == "avro/binary");
  CHECK(with_unread({R"({"type":"integer"})"}, "a.json").media_type == "avro/binary");
}

TEST_CASE("documents may call a parameter as they like") {
  Documents documents;
  TypeJoin types(documents);
  const auto add = [&](const std::string& topic, const TopicParameter& parameter) {
    const auto root = documents.add("test:/" + topic, topic, "{}");
    REQUIRE(root);
    DeclaredType type{heading_of(**root, topic), (*root)->root, Payloads::schemas, {(*root)->root}};
    type.heading.topic_template = std::make_shared<const TopicTemplate>(topic, std::vector<TopicParameter>{parameter});
    types.add(std::move(type));
  };
  add("t.{p}", {"p", {"x"}, ""});
  add("t.{q}", {"q", {"x"}, "x"});
  add("t.{r}", {"r", {"y"}, ""});
  types.finish();
  REQUIRE(types.schemas().size() == 2);
  CHECK(types.schemas().front()->topic == "t.{p}");
  CHECK_FALSE(types.schemas().front()->topic_template->matches("t.y"));
  CHECK(types.schemas().back()->topic == "t.{r}");
}

TEST_CASE("where documents differ in a parameter, it may be anything") {
  Documents documents;
  TypeJoin types(documents);
  for (const char* const value : {"x", "y"}) {
    const std::string name = value;
    const auto root = documents.add("test:/" + name, name, "{}");
    REQUIRE(root);
    DeclaredType type{heading_of(**root, "t.{p}"), (*root)->root, Payloads::schemas, {(*root)->root}};
    type.heading.topic_template =
        std::make_shared<const TopicTemplate>("t.{p}", std::vector<TopicParameter>{{"p", {value}, ""}});
    types.add(std::move(type));
  }
  types.finish();
  REQUIRE(types.schemas().size() == 1);
  CHECK(types.schemas().front()->topic_template->matches("t.y"));
  CHECK(types.schemas().front()->topic_template->matches("t.z"));
}
