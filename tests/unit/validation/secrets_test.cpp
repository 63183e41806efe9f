// SPDX-License-Identifier: GPL-3.0-or-later
#include "validation/secrets.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "thoth/masked.hpp"

using namespace thoth;

namespace {

/// {"user", "password" (secret), "nested": {"token" (secret)}, "list": [{"token" (secret)}]}
Schema schema() {
  const auto member = [](std::string name, RuleId rule, Secret secret) {
    Property property;
    property.name = std::move(name);
    property.rule = rule;
    property.secret = secret;
    return property;
  };
  Schema result;
  result.rules.resize(4);
  result.rules[0].types = Type::object;
  result.rules[0].properties = {member("user", 1, Secret::no), member("password", 1, Secret::yes),
                                member("nested", 2, Secret::no), member("list", 3, Secret::no)};
  result.rules[1].types = Type::string | Type::null;
  result.rules[2].types = Type::object;
  result.rules[2].properties = {member("token", 1, Secret::yes)};
  result.rules[3].types = Type::array;
  result.rules[3].items = 2;
  return result;
}

Masked masked(std::string_view text) {
  const auto parsed = json::parse(text);
  REQUIRE(parsed.document);
  return mask(schema(), parsed.document->root());
}

}  // namespace

TEST_CASE("members declared secret are masked wherever they stand") {
  const Masked all = masked(
      R"({ "user": "u", "password": "p", "nested": {"token": "t", "x": 1.50}, "list": [{"token": "a"}, {"token": 7}, 3]})");
  CHECK(
      all.text ==
      R"({"user":"u","password":"***","nested":{"token":"***","x":1.50},"list":[{"token":"***"},{"token":"***"},"***"]})");
  std::vector<std::string> pointers;
  for (const SecretValue& secret : all.secrets) pointers.push_back(secret.pointer);
  CHECK(pointers ==
        std::vector<std::string>{"/password", "/nested/token", "/list/0/token", "/list/1/token", "/list/2"});
  CHECK(all.hides("/nested/token/x"));
  CHECK_FALSE(all.hides("/nested"));
  CHECK_FALSE(all.hides("/passwords"));
}

TEST_CASE("where there is no secret nothing is masked") {
  const Masked none = masked(R"({"user": "u", "password": null, "other": {"token": "not declared"}})");
  CHECK(none.text == R"({"user":"u","password":null,"other":{"token":"not declared"}})");
  CHECK(none.secrets.empty());
  CHECK(has_secrets(schema()));
  CHECK_FALSE(has_secrets(Schema{"t", "v", "", {Rule{}}}));
}

namespace {

Violation violation(Code code, std::string pointer, std::string found, std::string hint = "") {
  return {code, std::move(pointer), {}, "something else", std::move(found), std::move(hint)};
}

/// "POINTER: FOUND (HINT)" of what may be shown.
std::string concealed(Violation violation) {
  Violations violations{std::move(violation)};
  conceal(schema(), violations);
  const Violation& left = violations.front();
  return left.pointer + ": " + left.found + (left.hint.empty() ? "" : " (" + left.hint + ')');
}

}  // namespace

TEST_CASE("violations tell no more of a secret than its kind") {
  CHECK(concealed(violation(Code::type, "/password", "the number 4711")) == "/password: a number");
  CHECK(concealed(violation(Code::value, "/password", "the string \"a\" again", "b")) == "/password: a string again");
  CHECK(concealed(violation(Code::type, "/list/1/token", "true")) == "/list/1/token: a boolean");
  CHECK(concealed(violation(Code::type, "/password", "words that nobody foresaw")) == "/password: ***");
  CHECK(concealed(violation(Code::type, "/user", "the number 3")) == "/user: the number 3");
  const std::string binary = "a value after a schema registry's frame (schema 42) that is not JSON: most likely Avro";
  CHECK(concealed(violation(Code::json_syntax, "", binary)) == ": " + binary);
  CHECK(concealed(violation(Code::unknown_member, "/usr", "the member \"usr\"", "user")) ==
        "/usr: the member \"usr\" (user)");
}

TEST_CASE("a pointer shows no name within a secret that the schema does not declare") {
  CHECK(concealed(violation(Code::type, "/password/hunter2/0", "the number 1")) == "/password: a number");
  CHECK(concealed(violation(Code::unknown_member, "/password/hunter2", "the member \"hunter2\"")) ==
        "/password: a member");
  CHECK(concealed(violation(Code::json_duplicate_key, "/password", "the member \"password\" again")) ==
        "/password: the member \"password\" again");
}

TEST_CASE("of contents that are no JSON nothing is shown") {
  CHECK(concealed(violation(Code::json_syntax, "/user", "the word \"hunter2\"", "strings need double quotes")) ==
        "/user: a word (strings need double quotes)");
  CHECK(concealed(violation(Code::json_syntax, "/hunter2", "the character x")) == ": a character");
  CHECK(concealed(violation(Code::json_syntax, "/user", "the end of the text")) == "/user: the end of the text");
  CHECK(concealed(violation(Code::json_syntax, "/user", "an overlong character (0xC0 0x80)")) ==
        "/user: an overlong character");
  CHECK(concealed(violation(Code::entry_shape, "/partition", "the word \"x\"")) == "/partition: the word \"x\"");
}

TEST_CASE("a text of no known type is in doubt where it names a secret") {
  CHECK(may_hold_secrets(schema(), R"({"password: hunter2)"));
  CHECK_FALSE(may_hold_secrets(schema(), R"({"user: hunter2)"));
  Schema nameless = schema();
  nameless.rules[3].items = 1;
  nameless.rules[1].secret = Secret::yes;
  CHECK(may_hold_secrets(nameless, "anything"));
}

TEST_CASE("contents are shown without their secrets, and not at all where there is no telling") {
  CHECK(thoth::masked(schema(), R"({ "user": "u", "password": "p" })") == R"({"user":"u","password":"***"})");
  CHECK(thoth::masked(schema(), R"({"password": "p)") == "***");
  CHECK(thoth::masked(schema(), "") == "***");
  Schema plain = schema();
  plain.rules.resize(1);
  plain.rules[0].properties.clear();
  CHECK(thoth::masked(plain, R"({ "password": "p)") == R"({ "password": "p)");
}
