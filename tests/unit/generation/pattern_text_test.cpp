#include <doctest/doctest.h>

#include <string>

#include "contract/pattern.hpp"
#include "generation/pattern_text.hpp"

using namespace thoth;

TEST_CASE("a text that is made of a pattern matches it") {
  for (const std::string pattern :
       {"^[a-z]+$", "^(ab|c){2,4}$", R"(^\d{4}-\d{2}$)", "^v?[0-9]+(\\.[0-9]+){0,2}$", "a.c", "^[^a-y]$", "", "^x-",
        R"(^\S+@\w+\.com$)", "^(?:a|(?<n>b))*$", "[]a]", R"(^\$ref$)", "^[-_.]{3}$", "^é+$", R"(^[\w.-]+$)"}) {
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

TEST_CASE("of what a pattern asks for in words that are not known nothing is made") {
  for (const char* const pattern : {R"(\p{L})", R"(\bword\b)", "(?i)a", "[[:alpha:]]", "(", "[a"}) {
    CAPTURE(pattern);
    CHECK(!generation::PatternText::read(pattern));
  }
}
