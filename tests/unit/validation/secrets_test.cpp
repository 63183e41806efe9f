// SPDX-License-Identifier: GPL-3.0-or-later
#include "validation/secrets.hpp"

#include <doctest/doctest.h>

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
      R"({"user":"u","password":"***","nested":{"token":"***","x":1.50},"list":[{"token":"***"},{"token":"***"},3]})");
  CHECK(all.pointers == std::vector<std::string>{"/password", "/nested/token", "/list/0/token", "/list/1/token"});
}

TEST_CASE("where there is no secret nothing is masked") {
  const Masked none = masked(R"({"user": "u", "password": null, "other": {"token": "not declared"}})");
  CHECK(none.text == R"({"user":"u","password":null,"other":{"token":"not declared"}})");
  CHECK(none.pointers.empty());
  CHECK(has_secrets(schema()));
  CHECK_FALSE(has_secrets(Schema{"t", "v", "", {Rule{}}}));
}

TEST_CASE("violations do not tell what a secret holds") {
  Violations violations{{Code::type, "/password", {}, "a string", "the number 4711", ""},
                        {Code::type, "/user", {}, "a string", "the number 3", ""}};
  mask({"/password"}, violations);
  CHECK(violations[0].found == secret_mark);
  CHECK(violations[1].found == "the number 3");
}
