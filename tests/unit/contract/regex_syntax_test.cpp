// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/regex_syntax.hpp"

#include <doctest/doctest.h>

#include <string>

using thoth::RegexEngine;

namespace {

std::string for_re2(const char* pattern) {
  return regex_for(RegexEngine::re2, pattern);
}

std::string for_pcre2(const char* pattern) {
  return regex_for(RegexEngine::pcre2, pattern);
}

}  // namespace

TEST_CASE("each engine gets a pattern in its own syntax") {
  CHECK(for_re2(R"((?<year>\d{4})\u0041\u{1F4A9}\ud83d\udca9\cJ)") ==
        R"((?P<year>\d{4})\x{41}\x{1f4a9}\x{1f4a9}\x{a})");
  CHECK(for_pcre2(R"((?<year>\d{4})\k<year>)") == R"((?<year>\d{4})\k<year>)");
  CHECK(for_re2(R"(\p{Script=Greek}\P{Lowercase_Letter}\p{Assigned}\pN)") == R"(\p{Greek}\P{Ll}\P{Cn}\pN)");
  CHECK(for_pcre2(R"(\p{Script=Greek}\p{gc=Nd}\p{Emoji})") == R"(\p{Script=Greek}\p{Nd}\p{Emoji})");
  CHECK(for_re2(".") == ".");
  CHECK(for_pcre2("a.") == R"(a[^\n\r\x{2028}\x{2029}])");
  CHECK(for_pcre2("(?s)a.") == "(?s)a.");
  CHECK(for_pcre2("(*UCP)a") == "(?:*UCP)a");
  CHECK(for_pcre2("(?=a)(?!b)(?<=c)(?<!d)(?:e)") == "(?=a)(?!b)(?<=c)(?<!d)(?:e)");
  CHECK(for_re2(R"(\Q.{[\E)") == R"(\Q.{[\E)");
}

TEST_CASE("brackets hold what ECMA-262 lets them") {
  CHECK(for_re2(R"([\w-.])") == R"([\w\-.])");
  CHECK(for_re2(R"([a-\d])") == R"([a\-\d])");
  CHECK(for_re2(R"([\w-])") == R"([\w-])");
  CHECK(for_re2(R"([\b[])") == R"([\x{8}\[])");
  CHECK(for_re2("[[:alpha:]]") == "[[:alpha:]]");
  CHECK(for_re2("[]a]{2}") == "[]a]{2}");
  CHECK(for_pcre2("[]a.") == R"([]a[^\n\r\x{2028}\x{2029}])");
  CHECK(for_pcre2("[.]") == "[.]");
}

TEST_CASE("counts that an engine does not take are written as several") {
  CHECK(for_re2("^.{1,1024}$") == "^.{1,1000}.{0,24}$");
  CHECK(for_re2("a{1000}b{5,}") == "a{1000}b{5,}");
  CHECK(for_re2("é{2500}") == "é{1000,1000}é{1000,1000}é{500,500}");
  CHECK(for_re2("(?:ab){1001,}?c") == "(?:ab){1000,1000}(?:ab){1,}c");
  CHECK(for_re2("[ab]{500,1500}") == "[ab]{500,1000}[ab]{0,500}");
  CHECK(for_re2("(a)(b){0,1001}") == "(a)(b){0,1000}(b){0,1}");
  CHECK(for_pcre2("a{70000}") == "a{65535,65535}a{4465,4465}");
  CHECK(for_pcre2("(a){70000}") == "(a){70000}");
  CHECK(for_re2("a{99999999999999999999}") == "a\\{99999999999999999999}");
  CHECK(for_re2("a{x}{,5}") == "a\\{x}\\{,5}");
}

TEST_CASE("the names of general categories are known") {
  CHECK(thoth::is_category("Lu"));
  CHECK(thoth::is_category("Uppercase_Letter"));
  CHECK(thoth::is_category("LC"));
  CHECK_FALSE(thoth::is_category("L&"));
  CHECK_FALSE(thoth::is_category("Greek"));
}
