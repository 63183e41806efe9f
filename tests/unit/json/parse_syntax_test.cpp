// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/json.hpp"

namespace thoth::json {
namespace {

using namespace std::string_literals;

struct Refused {
  std::string text;
  std::size_t offset;
  std::string expected;
  std::string found;
  std::string hint;
};

void check_refused(const std::vector<Refused>& cases) {
  for (const auto& refused : cases) {
    CAPTURE(refused.text);
    const auto parsed = parse(refused.text);
    CHECK(parsed.document == nullptr);
    REQUIRE(parsed.violations.size() == 1);
    const auto& violation = parsed.violations.front();
    CHECK(violation.code == Code::json_syntax);
    CHECK(violation.place.offset == refused.offset);
    CHECK(violation.expected == refused.expected);
    CHECK(violation.found == refused.found);
    CHECK(violation.hint == refused.hint);
  }
}

void check_accepted(const std::vector<std::string>& texts) {
  for (const auto& text : texts) {
    CAPTURE(text);
    const auto parsed = parse(text);
    CHECK(parsed.document != nullptr);
    CHECK(parsed.violations.empty());
    CHECK(parsed.end == text.size());
  }
}

TEST_CASE("every kind of value is taken, alone and in containers") {
  check_accepted({"null", "true", "false", "0", "\"\"", "[]", "{}", "[[]]", "[{}]", "{\"a\":[]}", "[null,true,false]",
                  "{\"a\":{\"b\":{\"c\":[1,[2,[3]]]}}}", "[[],[],{},{}]", "{\"\":\"\"}", "[\"a\",1,{\"b\":null}]"});
}

TEST_CASE("white space is space, tab, line feed and carriage return, wherever tokens meet") {
  check_accepted({" 1", "1 ", "\t\r\n 1 \t\r\n", "[ ]", "{ }", "[ 1 , 2 ]", "{ \"a\" : 1 , \"b\" : 2 }",
                  "\n{\n\t\"a\"\r\n:\n[\n]\n}\n"});
  for (const char bad : {'\v', '\f', '\b', '\x1c', '\x7f'}) {
    CAPTURE(static_cast<int>(bad));
    CHECK(parse("[1,"s + bad + "2]").violations.front().place.offset == 3);
    CHECK(parse("1"s + bad).violations.front().place.offset == 1);
  }
  check_refused({{"[1\xC2\xA0]", 2, "a comma or ]", "the character U+00A0",
                  "white space is space, tab, line feed and carriage return only"},
                 {"\xE2\x80\xA8"
                  "1",
                  0, "a value", "the character U+2028", ""}});
}

TEST_CASE("numbers follow the grammar") {
  check_accepted({"-0", "0.0", "-0.0", "10", "-1", "1.5", "0e0", "0E+1", "1e-7", "1.25e400", "-1E+99999", "0.000",
                  "123456789012345678901234567890", std::string(400, '7'), "1e" + std::string(300, '9')});
  check_refused({
      {"01", 1, "a number without leading zeros", "another digit after 0", ""},
      {"-01", 2, "a number without leading zeros", "another digit after 0", ""},
      {"[00]", 2, "a number without leading zeros", "another digit after 0", ""},
      {"+1", 0, "a value", "the character +", "numbers have no leading +"},
      {".5", 0, "a value", "the character .", "write a digit before the decimal point: 0.5"},
      {"-.5", 1, "a digit", "the character .", ""},
      {"1.", 2, "a digit", "the end of the text", ""},
      {"[1.]", 3, "a digit", "]", "write a digit after the decimal point: 1.0"},
      {"[1.e5]", 3, "a digit", "the word \"e5\"", "write a digit after the decimal point: 1.0"},
      {"-", 1, "a digit", "the end of the text", ""},
      {"--1", 1, "a digit", "the number -1", ""},
      {"- 1", 1, "a digit", "a space", ""},
      {"1e", 2, "a digit", "the end of the text", ""},
      {"[1e+]", 4, "a digit", "]", ""},
      {"[1E ]", 3, "a digit", "a space", ""},
      {"1.5.2", 3, "the end of the text", "the character .", ""},
      {"1e5e5", 3, "the end of the text", "the word \"e5\"", ""},
      {"1e1.5", 3, "the end of the text", "the character .", ""},
      {"0x1F", 1, "the end of the text", "the word \"x1F\"", "numbers are decimal"},
      {"1_000", 1, "the end of the text", "the word \"_000\"", ""},
      {"1 000", 2, "the end of the text", "the number 000", ""},
      {"NaN", 0, "a value", "the word \"NaN\"", "JSON has no NaN and no Infinity"},
      {"[-Infinity]", 2, "a digit", "the word \"Infinity\"", "JSON has no NaN and no Infinity"},
      {"[-NaN]", 2, "a digit", "the word \"NaN\"", "JSON has no NaN and no Infinity"},
      {"Infinity", 0, "a value", "the word \"Infinity\"", "JSON has no NaN and no Infinity"},
      {"\xEF\xBC\x91", 0, "a value", "the character \xEF\xBC\x91 (U+FF11)", ""},
  });
}

TEST_CASE("words are true, false and null to the letter") {
  check_refused({
      {"nul", 3, "the rest of true, false or null", "the end of the text", ""},
      {"[t", 2, "the rest of true, false or null", "the end of the text", "the [ at line 1, column 1 is not closed"},
      {"nulx", 0, "a value", "the word \"nulx\"", "strings need double quotes"},
      {"[True]", 1, "a value or ]", "the word \"True\"", "JSON writes true in lower case"},
      {"FALSE", 0, "a value", "the word \"FALSE\"", "JSON writes false in lower case"},
      {"{\"a\":None}", 5, "a value", "the word \"None\"", "JSON writes null"},
      {"undefined", 0, "a value", "the word \"undefined\"", "JSON writes null"},
      {"truefalse", 4, "the end of the text", "the word \"false\"", ""},
      {"[nulls]", 5, "a comma or ]", "the word \"s\"", ""},
      {"yes", 0, "a value", "the word \"yes\"", "strings need double quotes"},
      {std::string(60, 'a'), 0, "a value", "the word \"" + std::string(40, 'a') + "…\"", "strings need double quotes"},
  });
}

TEST_CASE("structure: what is expected next is said, and what stands there") {
  check_refused({
      {"", 0, "a value", "the end of the text", ""},
      {" \n", 2, "a value", "the end of the text", ""},
      {"[", 1, "a value or ]", "the end of the text", "the [ at line 1, column 1 is not closed"},
      {"{", 1, "a member name in double quotes or }", "the end of the text", "the { at line 1, column 1 is not closed"},
      {"[1,\n [2,", 8, "a value", "the end of the text", "the [ at line 2, column 2 is not closed"},
      {"{\"a\"", 4, "a colon", "the end of the text", "the { at line 1, column 1 is not closed"},
      {"{\"a\":", 5, "a value", "the end of the text", "the { at line 1, column 1 is not closed"},
      {"{\"a\":1", 6, "a comma or }", "the end of the text", "the { at line 1, column 1 is not closed"},
      {"[1,]", 3, "a value", "]", "JSON has no trailing commas"},
      {"[1 , \n ]", 7, "a value", "]", "JSON has no trailing commas"},
      {"{\"a\":1,}", 7, "a member name in double quotes", "}", "JSON has no trailing commas"},
      {"[,1]", 1, "a value or ]", "a comma", ""},
      {"[1,,2]", 3, "a value", "a comma", ""},
      {"{,}", 1, "a member name in double quotes or }", "a comma", ""},
      {"[1 2]", 3, "a comma or ]", "the number 2", ""},
      {"[1\"a\"]", 2, "a comma or ]", "the string \"a\"", "is a comma missing before it?"},
      {"{\"a\":1 \"b\":2}", 7, "a comma or }", "the string \"b\"", "is a comma missing before it?"},
      {"[{}{}]", 3, "a comma or ]", "{", "is a comma missing before it?"},
      {"{\"a\" 1}", 5, "a colon", "the number 1", ""},
      {"{\"a\":1:2}", 6, "a comma or }", "a colon", ""},
      {"{\"a\"::1}", 5, "a value", "a colon", ""},
      {"{\"a\",1}", 4, "a colon", "a comma", ""},
      {"{\"a\"=1}", 4, "a colon", "the character =", ""},
      {"{1:2}", 1, "a member name in double quotes or }", "the number 1", "member names need double quotes"},
      {"{a:1}", 1, "a member name in double quotes or }", "the word \"a\"", "member names need double quotes"},
      {"{null:1}", 1, "a member name in double quotes or }", "the word \"null\"", "member names need double quotes"},
      {"{[]:1}", 1, "a member name in double quotes or }", "[", ""},
      {"{\"a\":}", 5, "a value", "}", ""},
      {"[}", 1, "a value or ]", "}", ""},
      {"{]", 1, "a member name in double quotes or }", "]", ""},
      {"[1}", 2, "a comma or ]", "}", ""},
      {"{\"a\":1]", 6, "a comma or }", "]", ""},
      {"[\"a\":1]", 4, "a comma or ]", "a colon", ""},
      {"]", 0, "a value", "]", ""},
      {":", 0, "a value", "a colon", ""},
      {"1]", 1, "the end of the text", "]", "one closing bracket too many"},
      {"{}}", 2, "the end of the text", "}", "one closing bracket too many"},
      {"1,2", 1, "the end of the text", "a comma", "put several values in [ and ]"},
      {"{} {}", 3, "the end of the text", "{", ""},
      {"1 \"a\"", 2, "the end of the text", "the string \"a\"", ""},
      {"{'a':1}", 1, "a member name in double quotes or }", "a single quote", "strings need double quotes"},
      {"['a']", 1, "a value or ]", "a single quote", "strings need double quotes"},
      {"[`a`]", 1, "a value or ]", "the character `", "strings need double quotes"},
      {"[\xE2\x80\x9C"
       "a\"]",
       1, "a value or ]", "the character \xE2\x80\x9C (U+201C)", "strings need straight double quotes"},
      {"[1] // x", 4, "the end of the text", "a comment", "JSON has no comments"},
      {"/* x */ 1", 0, "a value", "a comment", "JSON has no comments"},
      {"{\"a\":1, # x\n\"b\":2}", 8, "a member name in double quotes", "a comment", "JSON has no comments"},
      {"[1;2]", 2, "a comma or ]", "the character ;", ""},
      {"(1)", 0, "a value", "the character (", ""},
      {"<a>", 0, "a value", "the character <", ""},
      {"*", 0, "a value", "the character *", ""},
      {"[...]", 1, "a value or ]", "the character .", "write a digit before the decimal point: 0.5"},
  });
}

TEST_CASE("bytes that no text begins with are named") {
  check_refused({
      {"\xEF\xBB\xBF{}", 0, "a value", "a byte order mark", "save the text without a byte order mark"},
      {"\xEF\xBB\xBF", 0, "a value", "a byte order mark", "save the text without a byte order mark"},
      {"{}\n\xEF\xBB\xBF{}", 3, "the end of the text", "a byte order mark", "save the text without a byte order mark"},
      {"\xEF\xBB{}", 0, "a value", "the byte 0xEF without the 2 that must follow it", ""},
      {"\xFF\xFE{\0}\0"s, 0, "a value", "a byte order mark of UTF-16", "JSON is UTF-8: convert the text"},
      {"\xFE\xFF\0{\0}"s, 0, "a value", "a byte order mark of UTF-16", "JSON is UTF-8: convert the text"},
      {"\0\0\0\0*{}"s, 0, "JSON", "a schema registry's frame (schema 42) before JSON", "leave out its 5 bytes"},
      {"\0\0\0\0*\x06x"s, 0, "JSON",
       "a value after a schema registry's frame (schema 42) that is not JSON: most likely Avro", ""},
      {"Obj\x01\x04"s, 0, "JSON", "an Avro object container file", ""},
      {"\0{\0}"s, 0, "a value", "the control character U+0000", "is the text UTF-16, or not text at all?"},
      {"{\0}\0"s, 1, "a member name in double quotes or }", "the control character U+0000",
       "is the text UTF-16, or not text at all?"},
      {"123\0"s, 3, "the end of the text", "the control character U+0000", "is the text UTF-16, or not text at all?"},
      {"[1]\x1a"s, 3, "the end of the text", "the control character U+001A", ""},
      {"\x80", 0, "a value", "the byte 0x80, which starts no character", ""},
      {"[\xFF]", 1, "a value or ]", "the byte 0xFF, which UTF-8 does not have", ""},
      {"[\xC3\xA9]", 1, "a value or ]", "the character \xC3\xA9 (U+00E9)", ""},
  });
}

TEST_CASE("each byte value alone, before and after a value is taken or refused by the grammar") {
  for (int value = 0; value < 256; ++value) {
    const std::string byte(1, static_cast<char>(value));
    CAPTURE(value);
    const bool digit = value >= '0' && value <= '9';
    const bool space = value == ' ' || value == '\t' || value == '\n' || value == '\r';
    CHECK(parse(byte).violations.empty() == digit);
    CHECK(parse(byte + "{}").violations.empty() == space);
    CHECK(parse("{}" + byte).violations.empty() == space);
    CHECK(parse(byte + "1").violations.empty() == (space || (digit && value != '0') || value == '-'));
    CHECK(parse("1" + byte).violations.empty() == (space || digit));
    const bool plain = value >= 0x20 && value < 0x80 && value != '"' && value != '\\';
    CHECK(parse('"' + byte + '"').violations.empty() == plain);
    CHECK(parse("\"1234567" + byte + "1234567\"").violations.empty() == plain);
    const bool escape = std::string_view("\"\\/bfnrt").find(byte) != std::string_view::npos;
    CHECK(parse("\"\\" + byte + "\"").violations.empty() == escape);
    CHECK(parse("\"\\" + byte + "1234\"").violations.empty() == (value == 'u' || escape));
  }
}

}  // namespace
}  // namespace thoth::json
