// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>

#include "contract/pattern.hpp"
#include "generation/pattern_text.hpp"

using namespace thoth;

TEST_CASE("a text that is made of a pattern matches it") {
  for (const std::string pattern : {"^[a-z]+$",
                                    "^(ab|c){2,4}$",
                                    R"(^\d{4}-\d{2}$)",
                                    "^v?[0-9]+(\\.[0-9]+){0,2}$",
                                    "a.c",
                                    "^[^a-y]$",
                                    "",
                                    "^x-",
                                    R"(^\S+@\w+\.com$)",
                                    "^(?:a|(?<n>b))*$",
                                    "[]a]",
                                    R"(^\$ref$)",
                                    "^[-_.]{3}$",
                                    "^é+$",
                                    R"(^[\w.-]+$)",
                                    R"(^[\u4e00-\u9fffé]{2}\x41\u{e9}$)",
                                    R"(^\p{Lu}\p{gc=Ll}\p{N}\p{Letter}*$)",
                                    R"(^\cC\t\0$)",
                                    R"(^\bword\b$)",
                                    "(?i)a",
                                    R"(^(a|b)(?:c)\1$)",
                                    R"(^(?<x>[a-z]{2})-\k<x>$)"}) {
    CAPTURE(pattern);
    const auto compiled = Pattern::compile(pattern);
    REQUIRE(compiled);
    const auto text_of = generation::PatternText::read(pattern);
    REQUIRE(text_of);
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      generation::Random random(seed);
      const std::string text = text_of->make(random);
      CAPTURE(text);
      CHECK(compiled->is_in(text));
    }
  }
}

TEST_CASE("what looks around is a guess that is soon right") {
  for (const std::string pattern :
       {"^(?!random)[a-z]+$", "^(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z]).{8,16}$", "(?<=a)b$", "^(?:(?!--)[a-z-])+$"}) {
    CAPTURE(pattern);
    const auto compiled = Pattern::compile(pattern);
    REQUIRE(compiled);
    const auto text_of = generation::PatternText::read(pattern);
    REQUIRE(text_of);
    CHECK(text_of->looks_around());
    generation::Random random(1);
    int right = 0;
    for (int i = 0; i < 200; ++i) right += compiled->is_in(text_of->make(random)) ? 1 : 0;
    CHECK(right > 5);
  }
}

TEST_CASE("of what a pattern asks for in words that are not known nothing is made") {
  for (const char* const pattern : {R"(\p{Script=Greek})", R"(\p{L)", R"(\u12)", R"(\c1)", "[[:alpha:]]", "(", "[a"}) {
    CAPTURE(pattern);
    CHECK(!generation::PatternText::read(pattern));
  }
}
