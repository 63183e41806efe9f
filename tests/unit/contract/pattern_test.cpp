// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/pattern.hpp"

#include <doctest/doctest.h>

#include <string>

namespace thoth {
namespace {

bool matches(const char* pattern, const char* text) {
  const auto compiled = Pattern::compile(pattern);
  REQUIRE(compiled.has_value());
  return compiled->is_in(text);
}

TEST_CASE("a pattern matches anywhere, unless it is anchored") {
  CHECK(matches("b+", "abbc"));
  CHECK_FALSE(matches("^b+$", "abbc"));
  CHECK(matches("", "anything"));
  CHECK(matches("^.$", "💩"));
}

TEST_CASE("what ECMA-262 writes in its own way is understood") {
  CHECK(matches(R"(^\u0061\u{62}$)", "ab"));
  CHECK(matches(R"(^\ud83d\udca9$)", "💩"));
  CHECK(matches(R"(^\cJ$)", "\n"));
  CHECK(matches(R"(^(?<year>\d{4})$)", "2024"));
  CHECK(matches(R"(^[\s]+\s$)", "\u00a0\ufeff"));
  CHECK_FALSE(matches(R"(\S)", "\u00a0"));
  CHECK(matches(R"(^\p{Letter}\p{Script=Greek}$)", "éα"));
  CHECK(matches(R"(^a\/b\-c$)", "a/b-c"));
}

TEST_CASE("a pattern that is plain text means what any other would") {
  for (const char* text : {"", "x-", "x-a", "ax-", "x", "x-\n", "$x", "$xy", "\\", "a.b", "a-b"}) {
    CAPTURE(text);
    CHECK(matches("^x-", text) == matches("^(x-)", text));
    CHECK(matches("^x-$", text) == matches("^(x-)$", text));
    CHECK(matches(R"(^\$x)", text) == matches(R"(^(\$)x)", text));
    CHECK(matches(R"(^a\.b$)", text) == matches(R"(^a[.]b$)", text));
    CHECK(matches(R"(^\\)", text) == matches(R"(^(\\))", text));
    CHECK(matches("^", text) == matches("^()", text));
    CHECK(matches("^$", text) == matches("^()$", text));
    CHECK(matches(".*", text));
    CHECK(matches("^.*", text));
  }
  CHECK_FALSE(matches("^ab*c", "ab*c"));
  CHECK(matches("^ab*c", "ac"));
  CHECK(matches("^aé?c", "ac"));
  CHECK(matches("^aé{0}c", "ac"));
  CHECK(matches("^ab+c", "abbc"));
  CHECK(matches(R"(^a\/*c)", "ac"));
  CHECK(matches(R"(^x-\d$)", "x-1"));
  CHECK_FALSE(matches(R"(^x-\d$)", "y-1"));
  CHECK(matches("^ab(c|d)", "abd"));
  CHECK_FALSE(matches("^a|^b$", "c"));
  CHECK(matches("^a|^b$", "b"));
  CHECK_FALSE(matches("^x-$", "x-\n"));
}

TEST_CASE("what RE2 cannot hold matches all the same") {
  CHECK(matches("^(?!random)", "a"));
  CHECK_FALSE(matches("^(?!random)", "random7"));
  CHECK(matches(R"(^(a|b)\1$)", "aa"));
  CHECK_FALSE(matches(R"(^(a|b)\1$)", "ab"));
  CHECK(matches("^x(?=y)", "xy"));
  CHECK_FALSE(matches("^x(?=y)", "y"));
  CHECK(matches(R"(^(?!x)[\s\S]\s\w\d\p{Letter}$)", "\u2003\u00a0a1é"));
  CHECK_FALSE(matches(R"(^(?!x)\w$)", "é"));
  CHECK_FALSE(matches(R"(^(?!x)\d$)", "\u07c0"));
  CHECK_FALSE(matches("^(?!x)a.$", "a\u2028"));
  CHECK(matches("^(?i)(?!x)A$", "a"));
  const std::string long_text(1024, 'a');
  for (const char* const pattern :
       {"^.{1,1024}$", "^(?:a|b){1,1024}$", "^(?:a{2}){1,1024}$|^.{1,1024}$", "^(?!x).{1,1024}$"}) {
    CAPTURE(pattern);
    CHECK(matches(pattern, long_text.c_str()));
    CHECK_FALSE(matches(pattern, (long_text + long_text + 'a').c_str()));
  }
}

TEST_CASE("a match may stay undecided") {
  const auto pattern = Pattern::compile(R"(^(a+)+(?!\1)$)");
  REQUIRE(pattern);
  CHECK(pattern->match(std::string(1'000'000, 'a') + '!') == Match::undecided);
  CHECK_FALSE(pattern->is_in(std::string(1'000'000, 'a') + '!'));
  CHECK(pattern->match("aa") == Match::yes);
  CHECK(pattern->match("b") == Match::no);
  CHECK(pattern->size() > 0);
}

TEST_CASE("what is no regular expression is refused with the reason") {
  CHECK(Pattern::compile("(a").error() == "missing closing parenthesis");
  CHECK(Pattern::compile("((a{1000}){1000}){1000}").error() == "regular expression is too large");
}

}  // namespace
}  // namespace thoth
