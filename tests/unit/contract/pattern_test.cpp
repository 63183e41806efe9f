// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/pattern.hpp"

#include <doctest/doctest.h>

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

TEST_CASE("what RE2 cannot hold is said") {
  CHECK_FALSE(Pattern::compile("(?=a)").has_value());
  CHECK_FALSE(Pattern::compile(R"((a)\1)").has_value());
  CHECK_FALSE(Pattern::compile("a{1001}").has_value());
  CHECK_FALSE(Pattern::compile("((a{1000}){1000}){1000}").has_value());
  CHECK(Pattern::compile("(a").error() == "missing ): (a");
}

}  // namespace
}  // namespace thoth
