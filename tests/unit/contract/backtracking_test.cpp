// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/backtracking.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace thoth;

namespace {

Match match(const char* pattern, const std::string& text) {
  const auto compiled = Backtracking::compile(pattern);
  REQUIRE_MESSAGE(compiled.has_value(), pattern);
  return compiled->match(text);
}

}  // namespace

TEST_CASE("look-around and back references match as in ECMA-262") {
  CHECK(match("^(?!random)", "random7") == Match::no);
  CHECK(match("^(?!random)", "a") == Match::yes);
  CHECK(match("^(a+)-\\1$", "aa-aa") == Match::yes);
  CHECK(match("^(a+)-\\1$", "aa-a") == Match::no);
  CHECK(match("(?<=é)x", "éx") == Match::yes);
  CHECK(match("^(?:(a)|b)\\1$", "b") == Match::yes);
  CHECK(match("^(?!x)a$", "a\n") == Match::no);
  CHECK(match("[]", "a") == Match::no);
  CHECK(match("^[^]$", "\n") == Match::yes);
  CHECK(match("\\x{d800}", "💩") == Match::no);
  CHECK(match("(?!x)", "") == Match::yes);
  CHECK(match("(?!x)a",
              "\xff"
              "a") == Match::no);
}

TEST_CASE("what a pattern lacks is said") {
  CHECK(Backtracking::compile("(a").error() == "missing closing parenthesis");
  CHECK_FALSE(Backtracking::compile("(?:ab){1,60000}").has_value());
}

TEST_CASE("a match that takes too long is undecided, soon") {
  const std::string same(1'000'000, 'a');
  std::string runs;
  while (runs.size() < same.size()) runs += std::string(59'999, 'a') + 'b';
  for (const char* const pattern : {"^(a+)+$", "(a*)*[bc]x", "(?=a*[cd])[de]", "(?=a{60000}[cd])[de]", "(.+)\\1[xy]",
                                    "(?:(?!.*x).)*[xy]", "(a|aa)+$(?!)", "(?<!b)a*?[xy]", "((?:a|b)*)\\1[xy]",
                                    "^(?:a?){30}a{30}(?=[xy])", "(?:a*a*a*)[xy]", "(?=a{60000})[xy]"}) {
    CAPTURE(pattern);
    const auto start = std::chrono::steady_clock::now();
    CHECK(match(pattern, same + '!') != Match::yes);
    // Some 0.1 s where nothing else runs and no sanitizer looks on.
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
  }
  CHECK(match("^(a+)+$", same + '!') == Match::undecided);
  CHECK(match("(?=a*[cd])[de]", same) == Match::undecided);
  CHECK(match("(?=a{60000}[cd])[de]", runs) == Match::undecided);
  // The next match has its own limits.
  CHECK(match("^(a+)+$", "aaa") == Match::yes);
}
