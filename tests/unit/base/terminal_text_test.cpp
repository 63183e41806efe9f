// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/terminal_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "thoth/json.hpp"

using namespace thoth;

namespace {

std::string safe(std::string_view text) {
  std::string out;
  append_terminal_safe(text, out);
  return out;
}

}  // namespace

TEST_CASE("nothing that steers a terminal reaches it") {
  CHECK(safe("plain {\"é\": \"日本\"}\n\t") == "plain {\"é\": \"日本\"}\n\t");
  CHECK(safe("\x1b[2J") == "\\u001b[2J");
  CHECK(safe(std::string_view("a\0b\r\b\x7f", 6)) == "a\\u0000b\\u000d\\u0008\\u007f");
  CHECK(safe("\xc2\x9b"
             "2J") == "\\u009b2J");
  CHECK(safe("\xe2\x80\xae") == "\\u202e");
  CHECK(safe("\xe2\x81\xa6") == "\\u2066");
  CHECK(safe("\xef\xbf\xbe") == "\\ufffe");
}

TEST_CASE("each character of the list is escaped, and its neighbours are not") {
  const std::vector<std::pair<char32_t, char32_t>> ranges{
      {0x00, 0x08},     {0x0B, 0x1F},     {0x7F, 0x9F},     {0x061C, 0x061C}, {0x200B, 0x200B},   {0x200E, 0x200F},
      {0x2028, 0x2029}, {0x202A, 0x202E}, {0x2066, 0x2069}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F},
  };
  for (char32_t point = 0; point <= 0x10FFFF; ++point) {
    if (point >= 0xD800 && point < 0xE000) continue;
    const bool listed = std::any_of(ranges.begin(), ranges.end(), [point](const auto& range) {
      return point >= range.first && point <= range.second;
    });
    std::string character;
    utf8::append(point, character);
    const std::string shown = safe(character);
    if ((shown != character) != listed) FAIL_CHECK(static_cast<std::uint32_t>(point));
  }
}

TEST_CASE("an escape means in JSON what it stands for") {
  CHECK(safe("\xf3\xa0\x81\x81") == "\\udb40\\udc41");
  CHECK(json::parse('"' + safe("\xf3\xa0\x81\x81\xe2\x80\xae") + '"').document->root().text ==
        "\xf3\xa0\x81\x81\xe2\x80\xae");
}

TEST_CASE("bytes that are not UTF-8 show as replacement characters") {
  CHECK(safe("\x9b") == "\xef\xbf\xbd");
  CHECK(safe("\xff\xe2\x80") == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

TEST_CASE("on one line, line feeds and tabs are escaped too") {
  CHECK(terminal_line("a\n\tb\xe2\x80\xae") == "a\\u000a\\u0009b\\u202e");
}

TEST_CASE("a line that a program reads keeps all but control characters") {
  CHECK(plain_line("a\n\x7f\xc2\x9b\xef\xbf\xbf\xff") == "a\\u000a\\u007f\\u009b\\uffff\xef\xbf\xbd");
  CHECK(plain_line("\xe2\x80\xae") == "\xe2\x80\xae");
}
