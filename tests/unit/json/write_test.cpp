// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "thoth/json.hpp"

namespace thoth::json {
namespace {

using namespace std::string_literals;

std::string written(std::string_view text) {
  std::string out;
  write_string(text, out);
  return out;
}

std::string rewritten(const std::string& text) {
  const auto parsed = parse(text);
  CAPTURE(text);
  REQUIRE(parsed.document != nullptr);
  std::string out;
  write(parsed.document->root(), out);
  return out;
}

TEST_CASE("only quotes, backslashes and control characters are escaped") {
  CHECK(written("") == "\"\"");
  CHECK(written("plain / text") == "\"plain / text\"");
  CHECK(written("\"\\\b\f\n\r\t") == R"("\"\\\b\f\n\r\t")");
  CHECK(written("\0\x01\x1f\x0b\x7f"s) == "\"\\u0000\\u0001\\u001f\\u000b\x7F\"");
  CHECK(written("é€😀\xEF\xBB\xBF") == "\"é€😀\xEF\xBB\xBF\"");
}

TEST_CASE("every byte of a string comes back") {
  for (int value = 0; value < 0x80; ++value) {
    const std::string text = "ab" + std::string(1, static_cast<char>(value)) + "cd";
    const std::string json = written(text);
    const auto parsed = parse(json);
    REQUIRE(parsed.document != nullptr);
    CHECK(parsed.document->root().text == text);
  }
}

TEST_CASE("writing appends") {
  std::string out = "[";
  write_string("a", out);
  write(parse("1").document->root(), out);
  CHECK(out == "[\"a\"1");
}

TEST_CASE("values are written compactly, members in their order, numbers as they stood") {
  CHECK(rewritten(" { \"b\" : [ 1.50 , -0 , 1E+2 ] ,\n\"a\" : { } , \"c\" : [ ] } ") ==
        R"({"b":[1.50,-0,1E+2],"a":{},"c":[]})");
  CHECK(rewritten("123456789012345678901234567890.0") == "123456789012345678901234567890.0");
  CHECK(rewritten(" [null, true,false] ") == "[null,true,false]");
  CHECK(rewritten(R"("\u0041\/\u00e9\u001F")") == "\"A/é\\u001f\"");
  CHECK(rewritten(R"({"\u0061\n":1})") == R"({"a\n":1})");
}

TEST_CASE("canonical form is a fixed point") {
  for (const std::string text : {R"({"a":[1,2.0,{"b":"\u0000\t\"\\/"}],"":{}})", R"([[],[[]],"é",1e400,-0.0])",
                                 R"("\ud83d\ude00\u2028")", "0"}) {
    const std::string once = rewritten(text);
    CHECK(rewritten(once) == once);
  }
}

TEST_CASE("the deepest document there is can be written") {
  const std::string text = std::string(1000, '[') + std::string(1000, ']');
  CHECK(rewritten(text) == text);
}

}  // namespace
}  // namespace thoth::json
