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

TEST_CASE("a line for a format with escapes keeps all but control characters") {
  CHECK(plain_line("a\n\x7f\xc2\x9b\xef\xbf\xbf\xff") == "a\\u000a\\u007f\\u009b\\uffff\xef\xbf\xbd");
  CHECK(plain_line("\xe2\x80\xae") == "\xe2\x80\xae");
}

TEST_CASE("on one line, no text is a command in a workflow's log") {
  CHECK(terminal_line("::error title=x::y") == "\\u003a:error title=x::y");
  CHECK(terminal_line(" \xc2\xa0\xe2\x80\x83::add-mask::y") == " \xc2\xa0\xe2\x80\x83\\u003a:add-mask::y");
  CHECK(terminal_line("\n::error::y") == "\\u000a::error::y");
  CHECK(terminal_line("::1 std::string a ::b :c") == "::1 std::string a ::b :c");
  CHECK(terminal_line("a ##[error]b###[c] #[d] ##") == "a ##\\u005berror]b###\\u005bc] #[d] ##");
  for (const std::string_view short_text : {"", " ", ":", "::", "#", "##"})
    CHECK(terminal_line(short_text) == short_text);
}

TEST_CASE("special characters are found wherever they are among plain ones") {
  const std::string plain = "the quick brown fox jumps over";
  for (std::size_t at = 0; at <= plain.size(); ++at) {
    for (const std::string_view special : {"\x1b", "\x7f", "\xc2\x9b", "\xe2\x80\xae"}) {
      std::string text = plain;
      std::string expected = plain;
      text.insert(at, special);
      expected.insert(at, safe(special));
      CHECK(safe(text) == expected);
      CHECK(terminal_line(text) == expected);
    }
  }
}

TEST_CASE("an escape is written as the format wants it") {
  std::string out;
  append_terminal_line("::a\xe2\x80\xae##[", out, [](char32_t, std::string& text) { text += '?'; });
  CHECK(out == "?:a?##?");
}

TEST_CASE("prose keeps its lines, or is folded into one") {
  CHECK(terminal_lines("one\r\n\n ::error::two\x1b\n\n") == "one\n\n \\u003a:error::two\\u001b");
  CHECK(terminal_lines("").empty());
  CHECK(folded_line("one\n  two\tthree\r\n") == "one two three");
  CHECK(folded_line("\n::error::\xe2\x80\xa8") == "\\u003a:error::\\u2028");
}

TEST_CASE("the end of a string is made safe in place") {
  const auto made = [](std::string text, std::size_t begin) {
    make_terminal_line(text, begin);
    return text;
  };
  CHECK(made("\x1b[1m", 4) == "\x1b[1m");
  CHECK(made("\x1bplain", 1) == "\x1bplain");
  CHECK(made("\x1b a\x1b##[", 1) == "\x1b a\\u001b##\\u005b");
  CHECK(made("::error::", 0) == "\\u003a:error::");
}
