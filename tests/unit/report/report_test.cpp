// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/report.hpp"

#include <doctest/doctest.h>

using namespace thoth;

TEST_CASE("excerpts") {
  const auto shown = [](std::string_view text, std::size_t offset, std::size_t width) {
    const Excerpt result = excerpt(text, offset, width);
    return result.line + "|" + std::to_string(result.indent);
  };
  CHECK(shown("abc", 1, 20) == "abc|1");
  CHECK(shown("first\nsecond\nthird", 8, 20) == "second|2");
  CHECK(shown("abc", 3, 20) == "abc|3");
  CHECK(shown("", 0, 20) == "|0");
  CHECK(shown("abc", 99, 20) == "abc|3");
  CHECK(shown("a\tb\x1b"
              "c\r",
              4, 20) == "a b\\u001bc |9");
  CHECK(shown("\xe2\x80\xae\xf3\xa0\x81\x81x", 7, 30) == "\\u202e\\udb40\\udc41x|18");
  // Wide characters take two columns, combining ones none.
  CHECK(shown("日本x", 6, 20) == "日本x|4");
  CHECK(shown("e\xcc\x81x", 3, 20) == "e\xcc\x81x|1");
  CHECK(shown("\xff\xc3x", 2, 20) == "\xef\xbf\xbd\xef\xbf\xbdx|2");
  // Cut to a window.
  CHECK(shown("0123456789abcdefghij", 0, 10) == "012345678…|0");
  CHECK(shown("0123456789abcdefghij", 19, 10) == "…cdefghij|8");
  CHECK(shown("0123456789abcdefghij", 10, 10) == "…789abcde…|4");
}

TEST_CASE("an excerpt of a very long line is as short as any") {
  std::string line;
  line.resize(100000000, 'x');
  const Excerpt middle = excerpt(line, 50000000, 40);
  CHECK(middle.line.size() <= 40 + 2 * std::string("…").size());
  CHECK(middle.indent < 40);
}
