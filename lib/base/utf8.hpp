// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

/// UTF-8 by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
namespace thoth::utf8 {

[[nodiscard]] bool is_valid(std::string_view text);

inline unsigned byte(const char* at) {
  return static_cast<unsigned char>(*at);
}

inline bool continues(const char* at) {
  return (byte(at) & 0xC0U) == 0x80U;
}

/// How many bytes the character has that `lead` starts; 0 if none starts so.
inline std::size_t length_after(unsigned lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

/// Some second bytes would make an overlong form, a surrogate or too large a code point.
inline bool second_fits(unsigned lead, unsigned second) {
  switch (lead) {
    case 0xE0:
      return second >= 0xA0;
    case 0xED:
      return second < 0xA0;
    case 0xF0:
      return second >= 0x90;
    case 0xF4:
      return second < 0x90;
    default:
      return true;
  }
}

/// The length of the character at `at`, which is before `end`; 0 if it is missing or incomplete.
inline std::size_t length(const char* at, const char* end) {
  const unsigned lead = byte(at);
  const std::size_t length = length_after(lead);
  if (length < 2) return length;
  if (length > static_cast<std::size_t>(end - at)) return 0;
  if (!continues(at + 1) || !second_fits(lead, byte(at + 1))) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (!continues(at + i)) return 0;
  }
  return length;
}

/// Whether the text ends inside a character that is well-formed so far.
inline bool cut_off(const char* at, const char* end) {
  const auto room = static_cast<std::size_t>(end - at);
  const std::size_t wanted = length_after(byte(at));
  if (room >= wanted) return false;
  if (room == 1) return true;
  if (!continues(at + 1) || !second_fits(byte(at), byte(at + 1))) return false;
  return room == 2 || continues(at + 2);
}

/// The code point of a well-formed character of `length` bytes.
inline char32_t code_point(const char* at, std::size_t length) {
  if (length == 1) return byte(at);
  char32_t value = byte(at) & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) value = (value << 6U) | (byte(at + i) & 0x3FU);
  return value;
}

/// The character that a text starts with.
struct Character {
  std::string_view bytes;
  char32_t code_point = 0;
};

/// A byte that is not UTF-8 counts as a character of its own, U+FFFD. The text must not be empty.
inline Character first_character(std::string_view text) {
  const std::size_t size = length(text.data(), text.data() + text.size());
  if (size == 0) return {text.substr(0, 1), 0xFFFD};
  return {text.substr(0, size), code_point(text.data(), size)};
}

/// One of Unicode's control characters.
constexpr bool is_control(char32_t character) {
  return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

/// Whether a text holds one of them.
[[nodiscard]] bool has_control(std::string_view text);

/// Appends a code point, which must not be a surrogate, as UTF-8.
inline void append(char32_t code_point, std::string& out) {
  const auto byte = [&out](char32_t value) { out.push_back(static_cast<char>(value)); };
  const auto continuation = [&](unsigned shift) { byte(0x80 | ((code_point >> shift) & 0x3F)); };
  if (code_point < 0x80) return byte(code_point);
  if (code_point < 0x800) {
    byte(0xC0 | (code_point >> 6));
    return continuation(0);
  }
  if (code_point < 0x10000) {
    byte(0xE0 | (code_point >> 12));
  } else {
    byte(0xF0 | (code_point >> 18));
    continuation(12);
  }
  continuation(6);
  continuation(0);
}

/// Each character of UTF-8 has one byte that is not a continuation byte (10xxxxxx). Eight bytes are looked at in a
/// step, and each of the eight counts for itself as long as its count fits in a byte.
inline std::uint64_t count_characters(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101ULL;
  std::uint64_t count = text.size();
  while (text.size() >= sizeof ones) {
    std::uint64_t lanes = 0;
    const std::size_t chunks = std::min<std::size_t>(text.size() / sizeof ones, 255);
    for (std::size_t i = 0; i != chunks; ++i) {
      std::uint64_t chunk = 0;
      std::memcpy(&chunk, text.data() + i * sizeof ones, sizeof chunk);
      lanes += (chunk >> 7) & ~(chunk >> 6) & ones;
    }
    text.remove_prefix(chunks * sizeof ones);
    constexpr std::uint64_t even = 0x00FF00FF00FF00FFULL;
    const std::uint64_t pairs = (lanes & even) + ((lanes >> 8) & even);
    count -= (pairs * 0x0001000100010001ULL) >> 48;
  }
  for (const char& byte : text) count -= continues(&byte) ? 1U : 0U;
  return count;
}

}  // namespace thoth::utf8
