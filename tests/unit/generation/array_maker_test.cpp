// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>

#include "unit/generation/made_values.hpp"

// The part of ValueMaker that makes arrays. What comes is validated by made_values().

namespace thoth::generation {
namespace {

using test::made_values;

TEST_CASE("arrays have as many elements as they must and may have, both ends among them") {
  CHECK(made_values(R"({"type": "array", "items": {"const": 1}, "minItems": 1, "maxItems": 3})") ==
        std::set<std::string>{"[1]", "[1,1]", "[1,1,1]"});
  CHECK(made_values(R"({"type": "array", "maxItems": 0})") == std::set<std::string>{"[]"});
}

TEST_CASE("elements have the rules of their place, and the rest those of the rest") {
  CHECK(made_values(R"({"type": "array", "prefixItems": [{"const": 1}, {"const": 2}], "items": {"const": 3},
                        "minItems": 2, "maxItems": 3})") == std::set<std::string>{"[1,2]", "[1,2,3]"});
  for (const std::string& value : made_values(R"({"type": "array", "prefixItems": [{"const": 1}], "items": false})")) {
    CHECK((value == "[]" || value == "[1]"));
  }
}

TEST_CASE("elements that must differ do, also where few may come") {
  CHECK(made_values(R"({"type": "array", "items": {"enum": [1, 2]}, "uniqueItems": true, "minItems": 2})") ==
        std::set<std::string>{"[1,2]", "[2,1]"});
}

TEST_CASE("what must be contained is, as often as it may be") {
  std::set<std::ptrdiff_t> counts;
  for (const std::string& value :
       made_values(R"({"type": "array", "items": {"enum": [1, 2]}, "minItems": 4, "maxItems": 4,
      "contains": {"const": 1}, "minContains": 2, "maxContains": 3})")) {
    counts.insert(std::count(value.begin(), value.end(), '1'));
  }
  CHECK(counts == std::set<std::ptrdiff_t>{2, 3});
}

}  // namespace
}  // namespace thoth::generation
