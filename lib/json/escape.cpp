// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/escape.hpp"

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"

namespace thoth::json {
namespace {

constexpr std::string_view short_escapes = "\"\\bfnrt/";
constexpr std::string_view short_meanings = "\"\\\b\f\n\r\t/";

std::optional<unsigned> hex4(std::string_view digits) {
  if (digits.size() < 4) return std::nullopt;
  unsigned value = 0;
  for (const char digit : digits.substr(0, 4)) {
    const bool decimal = digit >= '0' && digit <= '9';
    const char lower = static_cast<char>(digit | 0x20);
    if (!decimal && (lower < 'a' || lower > 'f')) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(decimal ? digit - '0' : lower - 'a' + 10);
  }
  return value;
}

bool is_high(unsigned unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low(unsigned unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

struct UnicodeEscape {
  char32_t code_point;
  std::size_t length;  // of the escape, its backslash included
};

/// Reads \uXXXX, or a pair of them that is one code point, at the start of `raw`.
std::optional<UnicodeEscape> unicode_escape(std::string_view raw) {
  const auto first = hex4(raw.substr(2));
  if (!first || is_low(*first)) return std::nullopt;
  if (!is_high(*first)) return UnicodeEscape{*first, 6};
  if (raw.size() < 12 || raw[6] != '\\' || raw[7] != 'u') return std::nullopt;
  const auto second = hex4(raw.substr(8));
  if (!second || !is_low(*second)) return std::nullopt;
  return UnicodeEscape{0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00), 12};
}

/// Control characters without a short form are the only code points that write_string writes as \u00xx.
bool is_canonical(const UnicodeEscape& escape, std::string_view digits) {
  return escape.code_point < 0x20 &&
         short_meanings.find(static_cast<char>(escape.code_point)) == std::string_view::npos &&
         std::none_of(digits.begin(), digits.end(), [](char digit) { return digit >= 'A' && digit <= 'F'; });
}

}  // namespace

Escapes check_escapes(std::string_view raw) {
  auto result = Escapes::canonical;
  for (std::size_t at = raw.find('\\'); at != std::string_view::npos; at = raw.find('\\', at)) {
    if (at + 1 == raw.size()) return Escapes::bad;
    const char kind = raw[at + 1];
    if (kind != 'u') {
      if (short_escapes.find(kind) == std::string_view::npos) return Escapes::bad;
      if (kind == '/') result = Escapes::other;
      at += 2;
      continue;
    }
    const auto escape = unicode_escape(raw.substr(at));
    if (!escape) return Escapes::bad;
    if (!is_canonical(*escape, raw.substr(at + 2, 4))) result = Escapes::other;
    at += escape->length;
  }
  return result;
}

void unescape(std::string_view raw, std::string& out) {
  std::size_t done = 0;
  for (std::size_t at = raw.find('\\'); at != std::string_view::npos; at = raw.find('\\', done)) {
    out.append(raw, done, at - done);
    const char kind = raw[at + 1];
    if (kind != 'u') {
      out.push_back(short_meanings[short_escapes.find(kind)]);
      done = at + 2;
      continue;
    }
    const auto escape = unicode_escape(raw.substr(at));
    utf8::append(escape->code_point, out);
    done = at + escape->length;
  }
  out.append(raw, done);
}

}  // namespace thoth::json
