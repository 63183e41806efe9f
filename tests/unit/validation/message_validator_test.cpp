// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>

#include "json/lazy_tree.hpp"
#include "json/token_index.hpp"
#include "thoth/messages/all.hpp"
#include "thoth/validation.hpp"

namespace {

const thoth::Schema& repo_init() {
  return *thoth::messages::catalog().find("thoth.repo-init");
}

const std::string canonical =
    R"({"component_name":"c","service_version":"1","version":"v1","project_url":"https://a","job_id":null})";
const std::string not_canonical = R"({"project_url": "https://a", "component_name": "c", "service_version": "1"})";

}  // namespace

TEST_CASE("canonical contents are their own wire form, uncopied") {
  thoth::json::TokenIndex index;
  thoth::MessageValidator validator;
  const auto& result = validator.validate(repo_init(), thoth::json::index_value(canonical, index));
  CHECK(result.valid());
  CHECK(result.canonical);
  CHECK(result.wire.data() == canonical.data());
  CHECK(result.wire.size() == canonical.size());
}

TEST_CASE("other contents get their wire form made, with and without a token index") {
  thoth::json::TokenIndex index;
  thoth::MessageValidator validator;
  const std::string copy = not_canonical;
  for (const auto& text : {thoth::json::index_value(copy, index), thoth::json::Text{copy}}) {
    const auto& result = validator.validate(repo_init(), text);
    CHECK(result.valid());
    CHECK_FALSE(result.canonical);
    CHECK(result.wire == canonical);
  }
}

TEST_CASE("a wire form that is not asked for is not made, and the verdict is the same") {
  thoth::json::TokenIndex index;
  thoth::MessageValidator validator({thoth::Strict::no, {}, thoth::Wire::skip});
  for (const std::string& contents : {canonical, not_canonical}) {
    for (const auto& text : {thoth::json::index_value(contents, index), thoth::json::Text{contents}}) {
      const auto& result = validator.validate(repo_init(), text);
      CHECK(result.valid());
      CHECK(result.wire.empty());
    }
  }
  CHECK_FALSE(validator.validate(repo_init(), thoth::json::Text{R"({"project_url":1})"}).valid());
}

TEST_CASE("the texts of members alone are there of all that a glance finds valid") {
  thoth::json::TokenIndex index;
  thoth::MessageValidator validator({thoth::Strict::no, {}, thoth::Wire::members});
  for (const std::string& contents : {canonical, not_canonical}) {
    const auto& result = validator.validate(repo_init(), thoth::json::index_value(contents, index));
    CHECK(result.valid());
    CHECK(result.wire.empty());
    REQUIRE(result.members.size() == 5);
    CHECK(result.members[0] == "\"c\"");
    CHECK(result.members[2] == (contents == canonical ? "\"v1\"" : ""));
    CHECK(result.members[3] == "\"https://a\"");
  }
  const auto& kebechet = *thoth::messages::catalog().find("thoth.kebechet-run-url-trigger");
  const std::string nested =
      R"({"component_name": "c", "service_version": "1", "metadata" : { "package_name" : "é" } })";
  const auto& result = validator.validate(kebechet, thoth::json::index_value(nested, index));
  REQUIRE(result.valid());
  CHECK(result.members.back() == R"({ "package_name" : "é" })");
  CHECK(validator.validate(repo_init(), thoth::json::Text{canonical}).members.empty());
}

TEST_CASE("valid contents behind many invalid ones are found valid, with the same wire form") {
  thoth::json::TokenIndex index;
  thoth::MessageValidator validator;
  const std::string invalid = R"({"project_url":1})";
  for (int i = 0; i < 40; ++i)
    REQUIRE_FALSE(validator.validate(repo_init(), thoth::json::index_value(invalid, index)).valid());
  for (const std::string& contents : {canonical, not_canonical, canonical}) {
    const auto& result = validator.validate(repo_init(), thoth::json::index_value(contents, index));
    CHECK(result.valid());
    CHECK(result.canonical == (contents == canonical));
    CHECK(result.wire == canonical);
  }
}

TEST_CASE("a judgement does not remember the one before") {
  thoth::json::TokenIndex index;
  thoth::MessageValidator validator;
  CHECK_FALSE(validator.validate(repo_init(), thoth::json::Text{"{"}).valid());
  CHECK(validator.validate(repo_init(), thoth::json::index_value(canonical, index)).valid());
  CHECK_FALSE(validator.validate(repo_init(), thoth::json::index_value("3", index)).valid());
  CHECK(validator.validate_untyped(thoth::json::Text{"3"}).valid());
}

TEST_CASE("contents of no known type must be JSON, and are compacted") {
  thoth::json::TokenIndex index;
  thoth::MessageValidator validator;
  const std::string text = R"({ "b": 1.10, "a": [1e400, {}] })";
  CHECK(validator.validate_untyped(thoth::json::index_value(text, index)).wire == R"({"b":1.10,"a":[1e400,{}]})");
  CHECK(validator.validate_untyped(thoth::json::Text{text}).wire == R"({"b":1.10,"a":[1e400,{}]})");
  const auto& refused = validator.validate_untyped(thoth::json::index_value(R"({"a":1,"a":2})", index));
  REQUIRE(refused.violations.size() == 1);
  CHECK(refused.violations.front().code == thoth::Code::json_duplicate_key);
}

TEST_CASE("bare bytes are judged as the same text is") {
  thoth::MessageValidator validator;
  const auto& good = validator.validate_bytes(&repo_init(), canonical);
  CHECK(good.valid());
  CHECK(good.canonical);
  CHECK(good.wire.data() == canonical.data());
  const auto& other = validator.validate_bytes(&repo_init(), not_canonical);
  CHECK(other.valid());
  CHECK_FALSE(other.canonical);
  CHECK(other.wire == canonical);
  for (const std::string& broken : {canonical + "\n", " " + canonical}) {
    CHECK(validator.validate_bytes(&repo_init(), broken).valid());
    CHECK_FALSE(validator.validate_bytes(&repo_init(), broken).canonical);
  }
  CHECK_FALSE(validator.validate_bytes(&repo_init(), "").valid());
  CHECK_FALSE(validator.validate_bytes(&repo_init(), R"({"project_url":1})").valid());
  CHECK(validator.validate_bytes(nullptr, R"({"a":1})").canonical);
  CHECK_FALSE(validator.validate_bytes(nullptr, "not json").valid());
}

TEST_CASE("whether contents are canonical is found out without giving a wire form") {
  const auto on_the_fast_path = [](const std::string& contents) {
    thoth::MessageValidator validator({.wire = thoth::Wire::compare});
    const auto* const found = validator.try_fast_path(&repo_init(), contents);
    REQUIRE(found != nullptr);
    CHECK(found->valid());
    return found->canonical;
  };
  const auto on_the_strict_path = [](const std::string& contents) {
    thoth::MessageValidator validator({.wire = thoth::Wire::compare});
    thoth::json::LazyTree tree(contents);
    const auto& found = validator.validate_tree(&repo_init(), contents, tree.root(), {});
    CHECK(found.valid());
    return found.canonical;
  };
  CHECK(on_the_fast_path(canonical));
  CHECK(on_the_strict_path(canonical));
  for (const std::string& other : {canonical + "\n", std::string(not_canonical)}) {
    CHECK_FALSE(on_the_fast_path(other));
    CHECK_FALSE(on_the_strict_path(other));
  }
}

TEST_CASE("what the fast path leaves undecided is judged from the caller's tree") {
  thoth::MessageValidator validator;
  for (const char* text : {R"({"project_url":1})", R"({"project_url":"a","project_url":"b"})", "[1", "no json"}) {
    CHECK(validator.try_fast_path(&repo_init(), text) == nullptr);
    thoth::json::LazyTree tree(text);
    const auto at_once = validator.validate_bytes(&repo_init(), text).violations;
    const auto& halves = validator.validate_tree(&repo_init(), text, tree.tree().root, tree.tree().violations);
    CHECK_FALSE(halves.valid());
    CHECK(halves.violations.size() == at_once.size());
    CHECK(halves.violations.front().message() == at_once.front().message());
  }
}

TEST_CASE("members that a typed object does not declare are named, of valid contents and of others, on both paths") {
  const auto names = [](const thoth::ValidationResult& result) {
    std::string text;
    for (const thoth::DroppedMember& member : result.dropped) {
      CHECK(member.rule == &repo_init().root());
      text.append(member.name).append(1, ' ');
    }
    return text;
  };
  const std::string valid =
      R"({"component_name":"c","service_version":"1","verison":"v2","project_url":"u","b":{"c":1}})";
  thoth::MessageValidator validator;
  CHECK(names(validator.validate_bytes(&repo_init(), valid)) == "verison b ");
  CHECK(names(validator.validate(repo_init(), {valid})) == "verison b ");
  CHECK(names(validator.validate_bytes(&repo_init(), R"({"project_ulr":1,"job_id":2})")) == "project_ulr ");
  CHECK(names(validator.validate_bytes(&repo_init(), R"({"a":1,"project_url":"u)")) == "a ");
  CHECK(names(validator.validate_bytes(&repo_init(), R"({"component_name":"c"})")).empty());
  CHECK(names(validator.validate_bytes(nullptr, valid)).empty());
}

TEST_CASE("members that a strict validator refuses are named too, once, of as many others as there are") {
  std::string contents = "{\"project_url\":\"u\"";
  for (int number = 0; number < 300; ++number) contents += ",\"x" + std::to_string(number) + "\":0";
  contents += '}';
  const auto dropped = [&](thoth::Strict strict) {
    return thoth::MessageValidator({.strict = strict}).validate(repo_init(), {contents}).dropped.size();
  };
  CHECK(dropped(thoth::Strict::no) == 300);
  CHECK(dropped(thoth::Strict::members) == 300);
}
