// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "thoth/json.hpp"

namespace thoth::json {
namespace {

using namespace std::string_literals;

std::string meaning(const std::string& text) {
  const auto parsed = parse(text);
  CAPTURE(text);
  REQUIRE(parsed.document != nullptr);
  REQUIRE(parsed.document->root().kind == Kind::string);
  return std::string(parsed.document->root().text);
}

struct RefusedString {
  std::string text;
  std::size_t offset;
  std::string message;
};

void check_strings_refused(const std::vector<RefusedString>& cases) {
  for (const auto& refused : cases) {
    CAPTURE(refused.text);
    const auto parsed = parse(refused.text);
    CHECK(parsed.document == nullptr);
    REQUIRE(parsed.violations.size() == 1);
    CHECK(parsed.violations.front().code == Code::json_syntax);
    CHECK(parsed.violations.front().place.offset == refused.offset);
    CHECK(parsed.violations.front().message() == refused.message);
  }
}

TEST_CASE("escapes are decoded") {
  CHECK(meaning(R"("")").empty());
  CHECK(meaning(R"("\"\\\/\b\f\n\r\t")") == "\"\\/\b\f\n\r\t");
  CHECK(meaning(R"("a\u0041\u00e9\u20ac\u20AC")") == "aA\xC3\xA9\xE2\x82\xAC\xE2\x82\xAC");
  CHECK(meaning(R"("\u0000")") == "\0"s);
  CHECK(meaning(R"("\ud83d\ude00")") == "\xF0\x9F\x98\x80");
  CHECK(meaning(R"("\uD800\uDC00\udbff\udfff")") == "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
  CHECK(meaning(R"("\ufeff\uffff\ufdd0")") == "\xEF\xBB\xBF\xEF\xBF\xBF\xEF\xB7\x90");
  CHECK(meaning(R"("\\u0041")") == "\\u0041");
}

TEST_CASE("a string without escapes is a view of the text") {
  const std::string text = R"(["plain", "es\u0063aped"])";
  const auto parsed = parse(text);
  REQUIRE(parsed.document != nullptr);
  const auto& items = parsed.document->root().items;
  CHECK(items[0].text.data() == text.data() + 2);
  CHECK(items[1].text == "escaped");
}

TEST_CASE("characters beyond ASCII are kept, from each length of UTF-8 and at the edges") {
  for (const char* const text : {"\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                                 "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\xEF\xBB\xBF"}) {
    CHECK(meaning('"' + std::string(text) + '"') == text);
    CHECK(meaning("\"1234567" + std::string(text) + "89\"") == "1234567" + std::string(text) + "89");
  }
}

TEST_CASE("what is no UTF-8 is refused where it starts, and named") {
  const std::string hint = " (JSON is UTF-8; is the text in another encoding, such as Latin-1?)";
  check_strings_refused({
      {"\"\x80\"", 1, "expected UTF-8, found the byte 0x80, which starts no character" + hint},
      {"\"a\xBF\"", 2, "expected UTF-8, found the byte 0xBF, which starts no character" + hint},
      {"\"\xC3\"", 1, "expected UTF-8, found the byte 0xC3 without the 1 that must follow it" + hint},
      {"\"\xC3(\"", 1, "expected UTF-8, found the byte 0xC3 without the 1 that must follow it" + hint},
      {"\"\xE2\x82\"", 1, "expected UTF-8, found the byte 0xE2 without the 2 that must follow it" + hint},
      {"\"\xF0\x9F\x98\"", 1, "expected UTF-8, found the byte 0xF0 without the 3 that must follow it" + hint},
      {"\"\xC0\x80\"", 1, "expected UTF-8, found an overlong character (0xC0 0x80)" + hint},
      {"\"\xC1\xBF\"", 1, "expected UTF-8, found an overlong character (0xC1 0xBF)" + hint},
      {"\"\xE0\x9F\xBF\"", 1, "expected UTF-8, found an overlong character (0xE0 0x9F)" + hint},
      {"\"\xF0\x8F\xBF\xBF\"", 1, "expected UTF-8, found an overlong character (0xF0 0x8F)" + hint},
      {"\"\xED\xA0\x80\"", 1, "expected UTF-8, found a surrogate, which UTF-8 does not have (0xED 0xA0)" + hint},
      {"\"\xED\xBF\xBF\"", 1, "expected UTF-8, found a surrogate, which UTF-8 does not have (0xED 0xBF)" + hint},
      {"\"\xF4\x90\x80\x80\"", 1, "expected UTF-8, found a code point above U+10FFFF (0xF4 0x90)" + hint},
      {"\"\xF5\x80\x80\x80\"", 1, "expected UTF-8, found the byte 0xF5, which UTF-8 does not have" + hint},
      {"\"\xFC\x80\x80\x80\x80\x80\"", 1, "expected UTF-8, found the byte 0xFC, which UTF-8 does not have" + hint},
      {"{\"\xFF\":1}", 2, "expected UTF-8, found the byte 0xFF, which UTF-8 does not have" + hint},
      {"\"\xC5\xBElu\xBE\"", 5, "expected UTF-8, found the byte 0xBE, which starts no character" + hint},
  });
}

TEST_CASE("escapes that are none are refused at the byte that is wrong") {
  const std::string one_of = R"(expected one of " \ / b f n r t u after the backslash, found )";
  const std::string four = "expected four hexadecimal digits after \\u, found ";
  check_strings_refused({
      {R"("\x41")", 2, one_of + "the character x (write a backslash as \\\\)"},
      {R"("C:\temp\q")", 9, one_of + "the character q (write a backslash as \\\\)"},
      {R"("\ ")", 2, one_of + "a space (write a backslash as \\\\)"},
      {R"("\')", 2, one_of + "a single quote (write a backslash as \\\\)"},
      {R"("\U0041")", 2, one_of + "the character U (write a backslash as \\\\)"},
      {"\"\\\xC3\xA9\"", 2, one_of + "the character \xC3\xA9 (U+00E9) (write a backslash as \\\\)"},
      {"\"\\\0\""s, 2, one_of + "the control character U+0000 (write a backslash as \\\\)"},
      {R"("\u")", 3, four + "the character \""},
      {R"("\u12G4")", 5, four + "the character G"},
      {R"("\u123")", 6, four + "the character \""},
      {R"("\u+123")", 3, four + "the character +"},
      {R"("\u 123")", 3, four + "a space"},
      {R"("\u{41}")", 3, four + "{"},
  });
}

TEST_CASE("lone surrogates are refused, either half, in any company") {
  const std::string hint = " (a character past U+FFFF is \\ud800 to \\udbff followed by \\udc00 to \\udfff)";
  const std::string expected = "expected a pair of surrogate escapes, found the lone surrogate ";
  check_strings_refused({
      {R"("\ud800")", 1, expected + "\\ud800" + hint},
      {R"("\udc00")", 1, expected + "\\udc00" + hint},
      {R"("ab\uDFFFcd")", 3, expected + "\\uDFFF" + hint},
      {R"("\ud83d\n")", 1, expected + "\\ud83d" + hint},
      {R"("\ud83dx")", 1, expected + "\\ud83d" + hint},
      {R"("\ud83d\u0041")", 1, expected + "\\ud83d" + hint},
      {R"("\ud83d\ud83d\ude00")", 1, expected + "\\ud83d" + hint},
      {R"("\ud83d\ude00\ude00")", 13, expected + "\\ude00" + hint},
      {R"({"\ud800":1})", 2, expected + "\\ud800" + hint},
  });
}

TEST_CASE("control characters in strings are refused with the escape to write") {
  const std::string expected = "expected a character of the string or its closing quote, found ";
  check_strings_refused({
      {"\"a\nb\"", 2, expected + "a line break (write a line break as \\n)"},
      {"\"a\tb\"", 2, expected + "a tab (write a tab as \\t)"},
      {"\"\r\n\"", 1, expected + "the control character U+000D (write a carriage return as \\r)"},
      {"\"\0\""s, 1,
       expected + "the control character U+0000 (write a control character as \\u and four hexadecimal digits)"},
      {"[\"0123456789\x1f\"]", 12,
       expected + "the control character U+001F (write a control character as \\u and four hexadecimal digits)"},
  });
}

TEST_CASE("a string that does not end is refused at the end of the text") {
  const std::string message = "expected the rest of the string and its closing quote, found the end of the text";
  check_strings_refused({{"\"", 1, message},
                         {"\"abc", 4, message},
                         {R"("\)", 2, message},
                         {R"("\")", 3, message},
                         {R"("\u00)", 5, message},
                         {R"("\ud83d)", 7, message},
                         {R"("\ud83d\)", 8, message},
                         {R"("\ud83d\ud)", 10, message},
                         {"\"\xC3", 2, message},
                         {"\"\xF0\x9F\x98", 4, message}});
}

TEST_CASE("each position in a long string is looked at") {
  for (std::size_t at = 0; at < 40; ++at) {
    std::string inner(40, 'x');
    inner[at] = '\x01';
    CHECK(parse('"' + inner + '"').violations.at(0).place.offset == at + 1);
    inner[at] = '\xFF';
    CHECK(parse('"' + inner + '"').violations.at(0).place.offset == at + 1);
    inner[at] = '"';
    CHECK(parse_prefix('"' + inner + '"').end == at + 2);
  }
}

}  // namespace
}  // namespace thoth::json
