// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/display_width.hpp"

#include <doctest/doctest.h>

using thoth::cut_to_width;
using thoth::display_width;

TEST_CASE("a text's columns on a terminal") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("größe") == 5);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("e\xcc\x81") == 1);
  CHECK(display_width("😀") == 2);
  CHECK(display_width("\xff\xe2") == 2);
}

TEST_CASE("a text is cut to columns, never inside a character") {
  CHECK(cut_to_width("abc", 3) == "abc");
  CHECK(cut_to_width("abc", 2) == "ab");
  CHECK(cut_to_width("日本", 3) == "日");
  CHECK(cut_to_width("e\xcc\x81x", 1) == "e\xcc\x81");
  CHECK(cut_to_width("é", 0).empty());
}

TEST_CASE("format characters are known") {
  for (const char32_t character : {U'\xAD', U'\x200D', U'\x2060', U'\xFEFF', U'\xE0041'})
    CHECK(thoth::is_format_character(character));
  for (const char32_t character : {U'\x41', U'\x1B', U'\xE9', U'\x301', U'\x65E5'})
    CHECK(!thoth::is_format_character(character));
}
