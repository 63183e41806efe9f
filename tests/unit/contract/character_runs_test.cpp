// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/character_runs.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "contract/pattern.hpp"

using namespace thoth;

namespace {

const std::vector<std::string> of_the_form{"^[a-z0-9-]{3,6}$",
                                           "^[a-z]+-[0-9]{2,}$",
                                           "^[0-9a-f]{2}-[0-9a-f]{2}$",
                                           "^a*b+c?$",
                                           "^a?b?c?",
                                           "^[ab]{0,2}",
                                           "^ord-\\d+$",
                                           "^\\w+$",
                                           "^\\w{2}\\d\\w{1,2}$",
                                           "^[\\w.-]+@[a-z]+$",
                                           "^[-a]b{2}$",
                                           "^a{3}a{2}b*$",
                                           "^[A-Z]{2}\\.[0-9]$",
                                           "^x{0}y$",
                                           "^[a-][.]/"};

/// The same pattern in a form that an engine runs.
Pattern for_engine(const std::string& pattern) {
  const std::string grouped = "^(?:" + pattern.substr(1) + ")";
  REQUIRE_FALSE(CharacterRuns::read(grouped));
  return Pattern::compile(grouped).value();
}

}  // namespace

TEST_CASE("runs of characters match what an engine does") {
  std::mt19937 random(1);
  const std::string characters = "aabbc-019.@Zx/_ \n\xC3\xA9o";
  int all_matches = 0;
  for (const std::string& pattern : of_the_form) {
    CAPTURE(pattern);
    const auto runs = CharacterRuns::read(pattern);
    REQUIRE(runs);
    const Pattern engine = for_engine(pattern);
    for (int i = 0; i < 4000; ++i) {
      std::string text;
      for (std::size_t size = random() % 8; text.size() < size;)
        text += characters[random() % (i % 2 == 0 ? 6 : characters.size())];
      CAPTURE(text);
      all_matches += runs->match(text) ? 1 : 0;
      REQUIRE(runs->match(text) == engine.is_in(text));
    }
  }
  CHECK(all_matches > 1000);
}

TEST_CASE("texts that patterns of identifiers match") {
  CHECK(CharacterRuns::read("^[0-9a-f]{8}-[0-9a-f]{4}$")->match("0123abcd-00ff"));
  CHECK_FALSE(CharacterRuns::read("^[0-9a-f]{8}-[0-9a-f]{4}$")->match("0123abcd-00fff"));
  CHECK(CharacterRuns::read("^ord-\\d+$")->match("ord-17"));
  CHECK_FALSE(CharacterRuns::read("^ord-\\d+$")->match("ord-"));
  CHECK_FALSE(CharacterRuns::read("^ord-\\d+$")->match("ord-17\n"));
  CHECK(CharacterRuns::read("^[A-Z]{2}\\.[0-9]$")->match("DE.7"));
}

TEST_CASE("patterns of another form are left to an engine") {
  for (const char* pattern : {"",
                              "^",
                              "^$",
                              "a",
                              "a$",
                              "^a|b$",
                              "^(a)$",
                              "^a+a$",
                              "^a*[ab]c$",
                              "^a?b?a$",
                              "^[^a]$",
                              "^[a-",
                              "^[]$",
                              "^[a",
                              "^.$",
                              "^a+?$",
                              "^a{2}{3}$",
                              "^a{,2}$",
                              "^a{2,1}$",
                              "^a{x}$",
                              "^\\bfoo$",
                              "^\\D$",
                              "^\\p{L}$",
                              "^\xC3\xA9$",
                              "^[\xC3\xA9]$",
                              "^[[:alpha:]]$",
                              "^[\\w-a]$",
                              "^[!-a]$",
                              "^a$b",
                              "^\\",
                              "^[z-a]$",
                              "^a{99999999999999999999}$"}) {
    CAPTURE(pattern);
    CHECK_FALSE(CharacterRuns::read(pattern));
  }
}
