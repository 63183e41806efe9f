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

TEST_CASE("what RE2 cannot hold is said") {
  CHECK_FALSE(Pattern::compile("(?=a)").has_value());
  CHECK_FALSE(Pattern::compile(R"((a)\1)").has_value());
  CHECK_FALSE(Pattern::compile("a{1001}").has_value());
  CHECK_FALSE(Pattern::compile("((a{1000}){1000}){1000}").has_value());
  CHECK(Pattern::compile("(a").error() == "missing ): (a");
}

}  // namespace
}  // namespace thoth
