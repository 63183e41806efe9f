// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/template_modifiers.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;

namespace {

std::string text(std::string_view modifier, std::string_view bytes) {
  const auto write = text_modifier(modifier);
  REQUIRE_MESSAGE(write.has_value(), modifier);
  std::string out;
  (*write)(bytes, out);
  return out;
}

std::string number(std::string_view modifier, std::int64_t value) {
  const auto write = number_modifier(modifier);
  REQUIRE_MESSAGE(write.has_value(), modifier);
  std::string out;
  (*write)(value, out);
  return out;
}

std::string time(std::string_view modifier, std::int64_t milliseconds) {
  const auto write = time_modifier(modifier);
  REQUIRE_MESSAGE(write.has_value(), modifier);
  std::string out;
  (*write)(milliseconds, out);
  return out;
}

}  // namespace

TEST_CASE("modifiers of texts") {
  CHECK(text("", "a\n") == "a\n");
  CHECK(text("hex", "\x01\xff") == "01ff");
  CHECK(text("base64", "a") == "YQ==");
  CHECK(text("base64raw", "a") == "YQ");
}

TEST_CASE("base64raw leaves what is before it") {
  std::string out = "k=";
  (*text_modifier("base64raw"))("", out);
  CHECK(out == "k=");
  (*text_modifier("base64raw"))("a", out);
  CHECK(out == "k=YQ");
}

TEST_CASE("unpack takes integers off the front, in either order of bytes") {
  CHECK(text("unpack[H<H]", "\x01\x02\x01\x02") == "258513");
  CHECK(text("unpack[bxB]", "\xff\xff") == "-1 255");
  CHECK(text("unpack[.s]", "abc") == "abc");
  CHECK(text("unpack{c$}", "ab") == "a[1 bytes are left]");
  CHECK(text("unpack(I)", "abc") == "[there are too few bytes]");
}

TEST_CASE("modifiers of numbers") {
  CHECK(number("", -5) == "-5");
  CHECK(number("hex", 255) == "ff");
  CHECK(number("hex8", 256 + 10) == "0a");
  CHECK(number("hex64", -1) == "ffffffffffffffff");
  CHECK(number("big16", 258) == "\x01\x02");
  CHECK(number("little16", 258) == "\x02\x01");
  CHECK(number("byte", 65) == "A");
  CHECK(number("bool", 0) == "false");
}

TEST_CASE("modifiers of times, which are numbers too") {
  CHECK(time("strftime[%F %T]", 1700000000123) == "2023-11-14 22:13:20");
  CHECK(time("strftime##[%F]##", 0) == "[1970-01-01]");
  CHECK(time("hex", 16) == "10");
}

TEST_CASE("what is no modifier is none") {
  for (const char* modifier : {"hex8", "strftime[%F]", "unpack[z]", "unpack[b", "unpack", "base65"}) {
    CHECK_MESSAGE(!text_modifier(modifier).has_value(), modifier);
  }
  for (const char* modifier : {"base64", "big4", "hex128", "strftime[%F]"}) {
    CHECK_MESSAGE(!number_modifier(modifier).has_value(), modifier);
  }
  CHECK_FALSE(time_modifier("strftime").has_value());
}
