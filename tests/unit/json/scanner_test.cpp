// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/scanner.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

using namespace thoth::json;

namespace {

/// Where a token ends; or the flaw, and where it is.
struct Scanned {
  std::optional<std::size_t> end;
  Flaw flaw = Flaw::value;
  std::size_t at = 0;
  bool escaped = false;
};

template <class Scan>
Scanned scanned(std::string_view text, Scan scan) {
  Scanner scanner(text);
  Scanned result;
  const char* const end = scan(scanner, result);
  if (end != nullptr) {
    result.end = static_cast<std::size_t>(end - text.data());
  } else {
    result.flaw = scanner.fault().flaw;
    result.at = static_cast<std::size_t>(scanner.fault().at - text.data());
  }
  return result;
}

Scanned string(std::string_view text) {
  return scanned(text, [&](Scanner& scanner, Scanned& result) { return scanner.string(text.data(), result.escaped); });
}

Scanned number(std::string_view text) {
  return scanned(text, [&](Scanner& scanner, Scanned&) { return scanner.number(text.data()); });
}

Scanned word(std::string_view text) {
  return scanned(text, [&](Scanner& scanner, Scanned&) { return scanner.word(text.data(), "true"); });
}

void check_flaw(const Scanned& scanned, Flaw flaw, std::size_t at) {
  CHECK_FALSE(scanned.end);
  CHECK(scanned.flaw == flaw);
  CHECK(scanned.at == at);
}

}  // namespace

TEST_CASE("a string ends after its closing quote, and it is told whether it holds escapes") {
  CHECK(string(R"("abc"d)").end == 5);
  CHECK_FALSE(string(R"("abc")").escaped);
  CHECK(string(R"("\"\u00e9\ud83d\ude00")").end == 22);
  CHECK(string(R"("\n")").escaped);
  CHECK(string("\"é€😀\"").end == 11);
}

TEST_CASE("a string's flaw is told with its place") {
  check_flaw(string("\"abc"), Flaw::string_end, 4);
  check_flaw(string("\"ab\\"), Flaw::string_end, 4);
  check_flaw(string("\"a\nb\""), Flaw::control_character, 2);
  check_flaw(string(R"("a\x")"), Flaw::escape, 3);
  check_flaw(string(R"("\u12g4")"), Flaw::hex_digits, 5);
  check_flaw(string(R"("a\udc00")"), Flaw::surrogate_pair, 2);
  check_flaw(string(R"("\ud800\u0041")"), Flaw::surrogate_pair, 1);
  check_flaw(string("\"a\xff\""), Flaw::utf8, 2);
  // A character that the end of the text cuts off is an end that came too early.
  check_flaw(string("\"\xe2\x82"), Flaw::string_end, 3);
}

TEST_CASE("a plain string is one of ASCII without escapes") {
  const auto plain = [](std::string_view text) { return Scanner(text).plain_string(text.data()) != nullptr; };
  CHECK(plain(R"("a name that is longer than a word")"));
  for (const char* const text : {"", "a", "\"a", R"("\n")", "\"é\"", "\"a\tb\""}) CHECK_FALSE(plain(text));
}

TEST_CASE("a number ends where the grammar has no more of it") {
  for (const std::string text : {"0", "-0", "10", "1.50", "1e5", "-1.2E+34", "0e0"}) {
    CHECK(number(text).end == text.size());
    CHECK(number(text + ",").end == text.size());
  }
  CHECK(number("1.5.2").end == 3);
  check_flaw(number("01"), Flaw::leading_zero, 1);
  check_flaw(number("-"), Flaw::digit, 1);
  check_flaw(number("1."), Flaw::digit, 2);
  check_flaw(number("1.e5"), Flaw::digit, 2);
  check_flaw(number("1e+"), Flaw::digit, 3);
}

TEST_CASE("a word is told to the letter") {
  CHECK(word("true,").end == 4);
  check_flaw(word("tru"), Flaw::rest_of_word, 3);
  check_flaw(word("trux"), Flaw::value, 0);
}

TEST_CASE("white space is what JSON takes for it") {
  const std::string_view text = " \t\r\n\v";
  CHECK(Scanner(text).skip_space(text.data()) == text.data() + 4);
}
