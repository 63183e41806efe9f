// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/graft.hpp"

#include <doctest/doctest.h>

namespace thoth::comparison {
namespace {

TEST_CASE("the value at a pointer takes the place of the other one, wherever it is") {
  CHECK(graft(R"({"a":1,"b":{"c":[1,2]}})", R"({"b":{"c":[7,8],"d":0}})", "/b/c/1") == R"({"a":1,"b":{"c":[1,8]}})");
  CHECK(graft(R"({"a~/":1})", R"({"a~/":2})", "/a~0~1") == R"({"a~/":2})");
}

TEST_CASE("what is not there is added, with what is around it, and what the other lacks goes") {
  CHECK(graft(R"({"a":1})", R"({"x y":{"z":2}})", "/x y/z") == R"({"a":1,"x y":{"z":2}})");
  CHECK(graft(R"({"a":1,"b":2})", R"({"b":3})", "/a") == R"({"b":2})");
  CHECK(graft("[1]", "[5,6]", "/1") == "[1,6]");
}

TEST_CASE("where both are of different kinds, nothing changes") {
  CHECK(graft("[1]", R"({"a":1})", "/a") == "[1]");
  CHECK(graft("1", "2", "") == "1");
}

}  // namespace
}  // namespace thoth::comparison
