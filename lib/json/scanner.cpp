// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/scanner.hpp"

#include "base/characters.hpp"
#include "base/utf8.hpp"
#include "json/plain_run.hpp"

namespace thoth::json {
namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const auto lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool is_high_surrogate(unsigned unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low_surrogate(unsigned unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

}  // namespace

const char* Scanner::string(const char* at, bool& escaped) {
  escaped = false;
  ++at;
  for (;;) {
    at = plain_run(at, end_);
    if (at == end_) return fail(Flaw::string_end, at);
    if (*at == '"') return at + 1;
    if (*at == '\\') {
      escaped = true;
      at = escape(at);
      if (at == nullptr) return nullptr;
      continue;
    }
    if (utf8::byte(at) < 0x20) return fail(Flaw::control_character, at);
    // Characters beyond ASCII come in runs.
    do {
      const std::size_t length = utf8::length(at, end_);
      if (length == 0) return utf8::cut_off(at, end_) ? fail(Flaw::string_end, end_) : fail(Flaw::utf8, at);
      at += length;
    } while (at != end_ && utf8::byte(at) >= 0x80);
  }
}

const char* Scanner::escape(const char* at) {
  const char* const kind = at + 1;
  if (kind == end_) return fail(Flaw::string_end, end_);
  switch (*kind) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
      return kind + 1;
    case 'u':
      return unicode_escape(at);
    default:
      return fail(Flaw::escape, kind);
  }
}

const char* Scanner::unicode_escape(const char* at) {
  unsigned unit = 0;
  const char* next = hex4(at + 2, unit);
  if (next == nullptr || (!is_high_surrogate(unit) && !is_low_surrogate(unit))) return next;
  if (is_low_surrogate(unit)) return fail(Flaw::surrogate_pair, at);
  for (const char expected : {'\\', 'u'}) {
    if (next == end_) return fail(Flaw::string_end, end_);
    if (*next++ != expected) return fail(Flaw::surrogate_pair, at);
  }
  next = hex4(next, unit);
  if (next != nullptr && !is_low_surrogate(unit)) return fail(Flaw::surrogate_pair, at);
  return next;
}

const char* Scanner::hex4(const char* at, unsigned& unit) {
  unit = 0;
  for (int i = 0; i < 4; ++i, ++at) {
    if (at == end_) return fail(Flaw::string_end, end_);
    const int value = hex_value(*at);
    if (value < 0) return fail(Flaw::hex_digits, at);
    unit = unit * 16 + static_cast<unsigned>(value);
  }
  return at;
}

/// One digit or more.
const char* Scanner::digits(const char* at) {
  if (at == end_ || !is_digit(*at)) return fail(Flaw::digit, at);
  while (at != end_ && is_digit(*at)) ++at;
  return at;
}

const char* Scanner::number(const char* at) {
  if (*at == '-') ++at;
  if (at != end_ && *at == '0') {
    ++at;
    if (at != end_ && is_digit(*at)) return fail(Flaw::leading_zero, at);
  } else {
    at = digits(at);
    if (at == nullptr) return nullptr;
  }
  if (at != end_ && *at == '.') {
    at = digits(at + 1);
    if (at == nullptr) return nullptr;
  }
  if (at == end_ || (*at != 'e' && *at != 'E')) return at;
  ++at;
  if (at != end_ && (*at == '+' || *at == '-')) ++at;
  return digits(at);
}

const char* Scanner::word(const char* at, std::string_view word) {
  const std::string_view rest(at, static_cast<std::size_t>(end_ - at));
  if (rest.substr(0, word.size()) == word) return at + word.size();
  if (rest == word.substr(0, rest.size())) return fail(Flaw::rest_of_word, end_);
  return fail(Flaw::value, at);
}

}  // namespace thoth::json
