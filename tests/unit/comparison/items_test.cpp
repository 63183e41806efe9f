// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/items.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "unit/json_schema/compiled.hpp"

namespace thoth::comparison {
namespace {

std::optional<std::size_t> evaluated(const std::string& text) {
  const auto schema = test::compiled(text);
  return evaluated_items(*schema, schema->start);
}

TEST_CASE("as many elements are evaluated as have rules of their own, or all") {
  CHECK(evaluated(R"({"unevaluatedItems": false})") == 0);
  CHECK(evaluated(R"({"prefixItems": [true], "allOf": [{"prefixItems": [true, true]}]})") == 2);
  CHECK(evaluated(R"({"prefixItems": [true], "items": true})") == std::numeric_limits<std::size_t>::max());
}

TEST_CASE("where the value decides, the number is not known") {
  CHECK_FALSE(evaluated(R"({"prefixItems": [true], "contains": {"type": "string"}})"));
  CHECK_FALSE(evaluated(R"({"anyOf": [{"prefixItems": [true]}, {}]})"));
  CHECK_FALSE(evaluated(R"({"if": {"minItems": 3}, "then": {"prefixItems": [true]}})"));
}

}  // namespace
}  // namespace thoth::comparison
