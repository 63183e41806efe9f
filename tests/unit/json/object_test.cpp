// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <stdexcept>

#include "thoth/json.hpp"

namespace thoth::json {
namespace {

TEST_CASE("an object is empty until it is given text, which it keeps in canonical form") {
  CHECK(Object().text() == "{}");
  CHECK(Object(R"( { "b" : 1.10, "a" : "\u0041" } )").text() == R"({"b":1.10,"a":"A"})");
  CHECK(Object(R"({"n":123456789012345678901234567890})").text() == R"({"n":123456789012345678901234567890})");
}

TEST_CASE("objects are equal if their text is") {
  CHECK(Object("{ }") == Object());
  CHECK(Object(R"({"a":1})") == Object::from_canonical(R"({"a":1})"));
  CHECK(!(Object(R"({"a":1})") == Object(R"({"a":1.0})")));
}

TEST_CASE("what is no object is refused with what is wrong and where") {
  CHECK_THROWS_WITH_AS(Object(" [1]"), "reading a JSON object: line 1, column 2: expected an object, found an array",
                       std::invalid_argument);
  CHECK_THROWS_WITH_AS(Object("{\n\"a\":1,}"),
                       "reading a JSON object: line 2, column 7: expected a member name in double quotes, found } "
                       "(JSON has no trailing commas)",
                       std::invalid_argument);
  CHECK_THROWS_WITH_AS(
      Object(R"({"a":1,"a":2})"),
      "reading a JSON object: line 1, column 8: expected each member once, found the member \"a\" again",
      std::invalid_argument);
  CHECK_THROWS_AS(Object(""), std::invalid_argument);
}

}  // namespace
}  // namespace thoth::json
