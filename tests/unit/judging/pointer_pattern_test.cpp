// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/pointer_pattern.hpp"

#include <doctest/doctest.h>

namespace {

std::string pattern(std::string_view pointer) {
  std::string out;
  thoth::append_pointer_pattern(pointer, out);
  return out;
}

}  // namespace

TEST_CASE("an index stands for any, a name for itself") {
  CHECK(pattern("").empty());
  CHECK(pattern("/a/12/b") == "/a/*/b");
  CHECK(pattern("/0") == "/*");
  CHECK(pattern("/a1/") == "/a1/");
}

TEST_CASE("a long name is cut between its characters") {
  CHECK(pattern("/" + std::string(200, 'x')) == "/" + std::string(119, 'x'));
  CHECK(pattern("/" + std::string(118, 'x') + "é") == "/" + std::string(118, 'x'));
}
