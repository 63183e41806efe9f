// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

/// RFC 8259's classes of characters, whatever the locale.
namespace thoth::json {

constexpr bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

inline constexpr std::uint64_t high_bits = 0x8080808080808080ULL;

/// Sets the high bit of each of eight bytes that ends a run of a string's characters: a quote, a backslash, a control
/// character. A borrow may also set it for a byte above such a one (in the order of significance), but never below.
constexpr std::uint64_t string_specials(std::uint64_t bytes) {
  constexpr std::uint64_t ones = 0x0101010101010101ULL;
  const std::uint64_t control = bytes - ones * 0x20;
  const std::uint64_t quote = (bytes ^ (ones * '"')) - ones;
  const std::uint64_t backslash = (bytes ^ (ones * '\\')) - ones;
  return (control | quote | backslash) & ~bytes & high_bits;
}

/// Moves over eight bytes at a time, as long as `find` finds none to stop at, to the first one that it finds: at most
/// seven bytes before `end`, which must then be looked at one by one.
template <class Find>
const char* skip_eights(const char* at, const char* end, Find find) {
  for (; end - at >= 8; at += 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    const std::uint64_t found = find(bytes);
    if (found == 0) continue;
    if constexpr (std::endian::native == std::endian::little) return at + std::countr_zero(found) / 8;
    return at;
  }
  return at;
}

}  // namespace thoth::json
