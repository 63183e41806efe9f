// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/choice.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace thoth::json_schema {
namespace {

TEST_CASE("a choice knows its values in every form, and names the first of many") {
  const json::Parsed parsed = json::parse(R"(["a", 1.0, {"x": []}])");
  const Choice choice = choice_of("enum", parsed.document->root().items);
  CHECK(choice.keyword == "enum");
  CHECK(choice.text == R"("a", 1.0 or {"x":[]})");
  CHECK(choice.words == std::vector<std::string>{"a"});
  CHECK(choice.values == std::vector<std::string>{"\"a\"", "1.0", R"({"x":[]})"});
  CHECK(choice.keys.size() == 3);
  CHECK(choice_of("enum", {}).text == "no value at all");

  std::string text = "[0";
  for (int i = 1; i < 20; ++i) text += "," + std::to_string(i);
  text += ']';
  const json::Parsed many = json::parse(text);
  CHECK(choice_of("enum", many.document->root().items).text == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 or one of 8 more");
}

}  // namespace
}  // namespace thoth::json_schema
