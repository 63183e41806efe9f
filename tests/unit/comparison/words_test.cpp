// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/words.hpp"

#include <doctest/doctest.h>

#include <string>

#include "unit/json_schema/compiled.hpp"

namespace thoth::comparison {
namespace {

TEST_CASE("bounds and sizes in words, and none") {
  const Bound bound{json::Decimal("3"), "3.0"};
  CHECK(words::lower(Edge{&bound, false}) == "at least 3.0");
  CHECK(words::lower(Edge{&bound, true}) == "more than 3.0");
  CHECK(words::upper(Edge{&bound, false}) == "at most 3.0");
  CHECK(words::upper(Edge{&bound, true}) == "less than 3.0");
  CHECK(words::lower({}) == "any");
  CHECK(words::upper({}) == "any");
  CHECK(words::at_least(3, "characters") == "at least 3 characters");
  CHECK(words::at_most(0, "elements") == "at most 0 elements");
  CHECK(words::at_least({}, "members") == "any number of members");
  CHECK(words::at_most({}, "members") == "any number of members");
}

TEST_CASE("what several rules say is joined, and what none says is anything") {
  const auto of = [](const std::string& text, std::string (*in_words)(const Facts&)) {
    const auto schema = test::compiled(text);
    return in_words(Facts(View(*schema, {schema->start})));
  };
  CHECK(of(R"({"multipleOf": 2, "allOf": [{"multipleOf": 0.5}]})", words::multiples) == "a multiple of 2 and of 0.5");
  CHECK(of("{}", words::multiples) == "any");
  CHECK(of(R"({"pattern": "^a", "allOf": [{"pattern": "b$"}]})", words::patterns) == "^a and b$");
  CHECK(of("{}", words::patterns) == "any string");
  CHECK(of(R"({"enum": ["a", "b"]})", words::values) == R"("a" or "b")");
  CHECK(of(R"({"type": "string"})", words::values) == "a string");
}

TEST_CASE("alternatives are counted, and said to exclude each other if they do") {
  CHECK(words::alternatives("anyOf", 3) == "any of 3 alternatives");
  CHECK(words::alternatives("oneOf", 2) == "exactly one of 2 alternatives");
}

}  // namespace
}  // namespace thoth::comparison
