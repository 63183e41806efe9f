// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/pointer.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace thoth::json;

TEST_CASE("steps are appended as RFC 6901 wants them") {
  std::string pointer;
  append_name("a/b~c", pointer);
  append_index(0, pointer);
  append_name("", pointer);
  append_index(12, pointer);
  CHECK(pointer == "/a~1b~0c/0//12");
}

TEST_CASE("a name that would make a pointer too long is left out, and what follows is not") {
  std::string pointer;
  append_name(std::string(longest_pointer, 'x'), pointer);
  CHECK(pointer == "/" + std::string(longest_pointer, 'x'));
  append_name("y", pointer);
  append_index(3, pointer);
  CHECK(pointer == "/" + std::string(longest_pointer, 'x') + "/…/3");
}
