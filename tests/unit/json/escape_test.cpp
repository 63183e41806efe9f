// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/escape.hpp"

#include <doctest/doctest.h>

#include <string>

using thoth::json::check_escapes;
using thoth::json::Escapes;

namespace {

std::string meaning(std::string_view raw) {
  std::string out;
  thoth::json::unescape(raw, out);
  return out;
}

}  // namespace

TEST_CASE("escapes that are canonical are those that are written") {
  for (const char* raw : {"", "plain", R"(\")", R"(\\)", R"(\b\f\n\r\t)", R"(\u0000)", R"(\u001f)", R"(a\nb)"}) {
    CAPTURE(raw);
    CHECK(check_escapes(raw) == Escapes::canonical);
  }
}

TEST_CASE("escapes that mean the same but are written otherwise") {
  for (const char* raw :
       {R"(\/)", R"(\u0041)", R"(\u000a)", R"(\u001F)", R"(\u00e9)", R"(\ud83d\ude00)", R"(\u007f)"}) {
    CAPTURE(raw);
    CHECK(check_escapes(raw) == Escapes::other);
  }
}

TEST_CASE("escapes that are none") {
  for (const char* raw : {R"(\x)", R"(\u12)", R"(\u12g4)", R"(\ud800)", R"(\udc00)", R"(\ud800\u0041)", R"(\ud800x)",
                          R"(\ud83d\ud83d)", R"(\U0041)", "\\"}) {
    CAPTURE(raw);
    CHECK(check_escapes(raw) == Escapes::bad);
  }
}

TEST_CASE("unescape gives what a string means") {
  CHECK(meaning(R"(a\"\\\/\b\f\n\r\tz)") == "a\"\\/\b\f\n\r\tz");
  CHECK(meaning(R"(\u00e9\u20AC\ud83d\ude00)") == "é€😀");
  CHECK(meaning(R"(\u0000)") == std::string(1, '\0'));
}
