// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/schema.hpp"

#include <doctest/doctest.h>

namespace thoth {
namespace {

TEST_CASE("a set of types has what was put in") {
  const TypeSet types = Type::string | Type::null;
  CHECK(types.has(Type::string));
  CHECK(types.has(Type::null));
  CHECK(!types.has(Type::integer));
  CHECK(types == (Type::null | Type::string));
  CHECK(!(types == TypeSet(Type::string)));
}

TEST_CASE("types are described in words") {
  CHECK(describe(Type::string) == "a string");
  CHECK(describe(Type::null | Type::integer) == "an integer or null");
  CHECK(describe(Type::object | Type::null) == "an object or null");
  CHECK(describe(Type::boolean | Type::number | Type::null) == "a number, a boolean or null");
}

TEST_CASE("an integer is a number already") {
  CHECK(describe(Type::integer | Type::number) == "a number");
}

TEST_CASE("all types and none have words of their own") {
  const TypeSet all = Type::null | Type::boolean | Type::number | Type::string | Type::array | Type::object;
  CHECK(describe(all) == "any value");
  CHECK(describe(all | Type::integer) == "any value");
  CHECK(describe(TypeSet()) == "no value at all");
}

}  // namespace
}  // namespace thoth
