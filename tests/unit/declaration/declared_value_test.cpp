// SPDX-License-Identifier: GPL-3.0-or-later
#include "declaration/declared_value.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace thoth;

namespace {

/// A string, and an object with one as its member "a".
std::vector<Rule> rules() {
  Rule text;
  text.types = Type::string;
  Rule object;
  object.types = Type::object;
  object.properties.emplace_back().name = "a";
  return {text, object};
}

}  // namespace

TEST_CASE("a declared value is checked by its rule and written canonically") {
  auto all = rules();
  CHECK(contract::declared_value(all, 0, " \"\\u0061\" ").value() == R"("a")");
  CHECK(contract::declared_value(all, 1, R"({ "a" : "x" })").value() == R"({"a":"x"})");
  CHECK(all.size() == 2);
}

TEST_CASE("what is no JSON, or breaks the rule, is a usage error, and the rules are as they were") {
  auto all = rules();
  for (const std::string text : {"", "a", "1", "\"a\" 1"}) {
    CAPTURE(text);
    const auto refused = contract::declared_value(all, 0, text);
    REQUIRE(!refused);
    CHECK(refused.error().code == ErrorCode::usage);
    REQUIRE(all.size() == 2);
  }
  const auto within = contract::declared_value(all, 1, R"({"a": 1})");
  REQUIRE(!within);
  CHECK(within.error().reason.find(" at /a:") != std::string::npos);
  CHECK(all[1].properties.size() == 1);
}
