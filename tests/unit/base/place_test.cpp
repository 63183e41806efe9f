// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/place.hpp"

#include <doctest/doctest.h>

#include <string>

namespace thoth {
namespace {

Place place(std::uint64_t offset, std::uint64_t line, std::uint64_t column) {
  return Place{offset, line, column};
}

TEST_CASE("a place advances by bytes, lines and characters") {
  CHECK(advance(Place{}, "") == place(0, 1, 1));
  CHECK(advance(Place{}, "abc") == place(3, 1, 4));
  CHECK(advance(Place{}, "abc\n") == place(4, 2, 1));
  CHECK(advance(Place{}, "a\n\nbc") == place(5, 3, 3));
}

TEST_CASE("a tab is one column and CR LF is one line end") {
  CHECK(advance(Place{}, "\t\tx") == place(3, 1, 4));
  CHECK(advance(Place{}, "a\r\nb") == place(4, 2, 2));
  CHECK(advance(Place{}, "a\rb") == place(3, 1, 4));
}

TEST_CASE("columns count characters, offsets count bytes") {
  CHECK(advance(Place{}, "\xC5\xBE") == place(2, 1, 2));
  CHECK(advance(Place{}, "\xE2\x82\xAC") == place(3, 1, 2));
  CHECK(advance(Place{}, "\xF0\x9F\x98\x80x") == place(5, 1, 3));
}

TEST_CASE("advancing in two steps is advancing in one") {
  const std::string text = "{\n  \"\xC5\xBElut\xC3\xBD\": 1,\r\n\t\"b\": \"\xF0\x9F\x98\x80\"\n}";
  const Place whole = advance(place(7, 3, 9), text);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    CHECK(advance(advance(place(7, 3, 9), text.substr(0, cut)), text.substr(cut)) == whole);
  }
}

}  // namespace
}  // namespace thoth
