// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.hpp"

#include <doctest/doctest.h>

#include <string>

namespace utf8 = thoth::utf8;

TEST_CASE("what is appended is read back") {
  for (const char32_t point :
       {U'\x0', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xD7FF', U'\xE000', U'\xFFFF', U'\x10000', U'\x10FFFF'}) {
    std::string text;
    utf8::append(point, text);
    const utf8::Character character = utf8::first_character(text + "x");
    CHECK(character.code_point == point);
    CHECK(character.bytes.size() == text.size());
  }
}

TEST_CASE("a byte that is not UTF-8 is a character of its own") {
  for (const char* text : {"\x80", "\xC0\x80", "\xED\xA0\x80", "\xE2\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    CAPTURE(text);
    const utf8::Character character = utf8::first_character(text);
    CHECK(character.code_point == 0xFFFD);
    CHECK(character.bytes.size() == 1);
  }
}

TEST_CASE("characters are counted") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "a\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80";
  CHECK(utf8::count_characters(text) == 1200);
  CHECK(utf8::count_characters("") == 0);
}

TEST_CASE("UTF-8 is told from other bytes") {
  for (const char* text : {"", "plain", "\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80"}) CHECK(utf8::is_valid(text));
  for (const char* text : {"\x80", "a\xC0\x80", "\xED\xA0\x80", "a\xE2\x80", "\xF5\x80\x80\x80"}) {
    CAPTURE(text);
    CHECK_FALSE(utf8::is_valid(text));
  }
  for (std::size_t size = 0; size < 80; ++size) {
    CAPTURE(size);
    CHECK(utf8::is_valid(std::string(size, 'a')));
    CHECK(utf8::is_valid(std::string(size, 'a') + "\xC3\xA9"));
    CHECK_FALSE(utf8::is_valid(std::string(size, 'a') + "\xC3" + std::string(size, 'b')));
  }
}

TEST_CASE("control characters are found in a text") {
  for (const char* text : {"a\n", "\x1F", "b\x7F", "\xC2\x80", "c\xC2\x9F"}) CHECK(utf8::has_control(text));
  for (const char* text : {"", " ~", "\xC2\xA0", "\xC3\x80", "\x9F"}) CHECK_FALSE(utf8::has_control(text));
  CHECK(utf8::has_control(std::string_view("\0", 1)));
}
