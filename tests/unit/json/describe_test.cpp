// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/describe.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <string>

#include "base/cut_text.hpp"
#include "json/describe_token.hpp"

using namespace thoth::json;

TEST_CASE("a value in words, and its kind without the value") {
  const auto parsed = parse(R"([null, true, false, -1.50, "a\"b", [], {}])");
  const auto& items = parsed.document->root().items;
  const char* const words[] = {"null",     "true",     "false", "the number -1.50", R"(the string "a\"b")",
                               "an array", "an object"};
  const char* const kinds[] = {"null", "a boolean", "a boolean", "a number", "a string", "an array", "an object"};
  REQUIRE(items.size() == std::size(words));
  for (std::size_t i = 0; i < items.size(); ++i) {
    CHECK(describe(items[i]) == words[i]);
    CHECK(describe_kind(items[i].kind) == kinds[i]);
  }
}

TEST_CASE("a long value is cut") {
  const std::string number(100, '7');
  const auto parsed = parse(number);
  CHECK(describe(parsed.document->root()) == "the number " + std::string(thoth::max_shown, '7') + "…");
}
