// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/ecma_regex.hpp"

#include <doctest/doctest.h>

#include <string>

using thoth::is_ecma_regex;

TEST_CASE("what ECMA-262 takes is a regular expression") {
  for (const std::string text : {"",
                                 "^a|b$",
                                 "(?=a)*",
                                 "(?!a)b",
                                 "(?<=a+)b",
                                 "(?<!a)",
                                 R"((a)\1)",
                                 R"((?<n>a)\k<n>)",
                                 R"(\k<n>(?<n>a))",
                                 R"((?<y>\d)|(?<y>\w))",
                                 "[^]",
                                 "[]",
                                 "a{1,}?",
                                 "a{3}",
                                 "{a}",
                                 "x{,5}",
                                 "a]}",
                                 R"([\w-.])",
                                 R"([a-\d])",
                                 R"(\u{1F4A9}\u0041\x41\cA\0\/\-\_)",
                                 R"([\b\-])",
                                 R"(\p{Letter}\P{Lu}\p{Script=Greek}\p{scx=Cyrl}\p{Emoji})",
                                 R"(\p{gc=Nd}\p{digit})",
                                 "(?i:a)",
                                 "(?i-s:a)",
                                 "(?-i:a)",
                                 R"([\ud83d\ude00-\ud83d\ude02])",
                                 "é+",
                                 R"(\é)",
                                 "a{99999999999999999999}",
                                 R"(\2(a)(b))",
                                 "[[:alpha:]]"}) {
    CAPTURE(text);
    CHECK(is_ecma_regex(text));
  }
  CHECK(is_ecma_regex(std::string(100'000, '(') + std::string(100'000, ')')));
}

TEST_CASE("what ECMA-262 does not take is none") {
  for (const std::string text : {"(",
                                 ")",
                                 "a)",
                                 "[a",
                                 "*a",
                                 "a**",
                                 "a{2,1}",
                                 "^*",
                                 "(?<=a)*",
                                 R"(\b+)",
                                 R"(\)",
                                 R"(\a)",
                                 R"(\Z)",
                                 R"(\A)",
                                 R"(\h)",
                                 R"(\1)",
                                 R"((a)\2)",
                                 R"(\k<n>)",
                                 R"(\k)",
                                 "(?<1>a)",
                                 "(?<n>a)(?<n>b)",
                                 "(?P<n>a)",
                                 "(?i)a",
                                 "(?x:a)",
                                 "(?-:a)",
                                 "(?ii:a)",
                                 "(?>a)",
                                 "a++",
                                 "[b-a]",
                                 R"(\u12)",
                                 R"(\u{110000})",
                                 R"(\x4)",
                                 R"(\c1)",
                                 R"(\00)",
                                 R"(\p{Greek})",
                                 R"(\p{letter})",
                                 R"(\p{Script=Nowhere})",
                                 R"(\p{L)",
                                 R"(\pL)",
                                 "(?#a)",
                                 "(?",
                                 R"([\k])",
                                 "{1}",
                                 "a|{1,2}"}) {
    CAPTURE(text);
    CHECK_FALSE(is_ecma_regex(text));
  }
}
