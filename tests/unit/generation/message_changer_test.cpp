// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation/message_changer.hpp"

#include <doctest/doctest.h>

#include <string>

#include "thoth/json.hpp"
#include "unit/json_schema/compiled.hpp"

using namespace thoth;

TEST_CASE("a changed message is JSON still, with no name twice, and knows the schema's names and values") {
  const auto schema = test::compiled(
      R"({"properties": {"declared": {"enum": ["first", "second"]}}, "patternProperties": {"^x-[0-9]$": true}, "dependentRequired": {"cause": ["effect"]}})");
  const generation::MessageChanger changer(*schema);
  const std::string text = R"({"a":[1,"s",{}],"b":null})";
  generation::Random random(1);
  std::string all;
  std::size_t same = 0;
  for (int i = 0; i < 500; ++i) {
    const std::string changed = changer.changed(text, random);
    CAPTURE(changed);
    const json::Parsed parsed = json::parse(changed);
    CHECK(parsed.document != nullptr);
    CHECK(parsed.violations.empty());
    if (changed == text) ++same;
    all += changed;
  }
  CHECK(same < 50);
  for (const char* const known :
       {"\"declared\"", "\"first\"", "\"second\"", "\"x-", "\"cause\"", "\"effect\"", "\"not declared\""}) {
    CAPTURE(known);
    CHECK(all.find(known) != std::string::npos);
  }
}

TEST_CASE("a message that nests as deep as it may is changed, too") {
  const auto schema = test::compiled("true");
  const generation::MessageChanger changer(*schema);
  const std::string text = std::string(json::max_depth, '[') + std::string(json::max_depth, ']');
  generation::Random random(1);
  for (int i = 0; i < 200; ++i) CHECK_FALSE(changer.changed(text, random).empty());
}
