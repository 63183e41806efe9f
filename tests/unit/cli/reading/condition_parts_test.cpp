// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/condition_parts.hpp"

#include <doctest/doctest.h>

using namespace thoth;
using namespace thoth::cli;

namespace {

/// Each alternative as FIELD[SIGN]VALUE.
std::string split(const std::string& text) {
  const auto alternatives = split_condition(text);
  REQUIRE_MESSAGE(alternatives.has_value(), text);
  std::string out;
  for (const ConditionParts& parts : *alternatives) {
    if (!out.empty()) out += " | ";
    out += (parts.op == Operator::absent ? "!" : "") + parts.field;
    if (!parts.sign.empty()) out += '[' + parts.sign + ']' + parts.quoted.value_or(parts.value);
  }
  return out;
}

}  // namespace

TEST_CASE("a field, an operator and a value") {
  CHECK(split("/a=1") == "/a[=]1");
  CHECK(split("/a == 1") == "/a[==]1");
  CHECK(split(" /a b\t!= x y ") == "/a b[!=]x y");
  CHECK(split("/a<=-5") == "/a[<=]-5");
  CHECK(split("/a!b=") == "/a!b[=]");
  CHECK(split("/a~1b~0c~x") == "/a~1b~0c[~]x");
  CHECK(split("key~0") == "key[~]0");
  CHECK(split("/a~=~!=<>") == "/a[~]=~!=<>");
  CHECK(split("/a") == "/a");
  CHECK(split("! /a b") == "!/a b");
}

TEST_CASE("alternatives, and values in quotes that hold anything") {
  CHECK(split("/a=1||/b~x || !/c || key") == "/a[=]1 | /b[~]x | !/c | key");
  CHECK(split(R"(/a = " || /b=\"" || /c)") == R"(/a[=] || /b=" | /c)");
  CHECK(split(R"(/a="x" y)") == R"(/a[=]"x" y)");
  CHECK(split(R"(/a~"x")") == R"(/a[~]"x")");
  CHECK(split(R"(/a="")") == "/a[=]");
}

TEST_CASE("what joins conditions elsewhere is refused only where a condition follows") {
  for (const char* text :
       {"/a=1 && /b=2", "/a=1&&/b", "/a=x and /b=2", "/a AND !/b", "/a=1 or /b=2", "!/a && /b", "/a~x Or  /b"}) {
    CHECK_MESSAGE(!split_condition(text).has_value(), text);
  }
  for (const char* text : {"/a=x and y", "/a=for /b", "/a=band /b", "/a=1&&2", "/a=\"x and /b\"", "/a=or", "/a=a&b"}) {
    CHECK_MESSAGE(split_condition(text).has_value(), text);
  }
}

TEST_CASE("operators of other languages, and missing fields, are refused") {
  for (const char* text : {"/a=~x", "/a=<5", "/a=>5", "/a<>5", "/a===5", "/a!~x", "/a=!5", "", " ", "=1", "!", "||",
                           "/a||", "/a=1 || =2", "!/a=1", "! /a ~x"}) {
    CHECK_MESSAGE(!split_condition(text).has_value(), text);
  }
}
