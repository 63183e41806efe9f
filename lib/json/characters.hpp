#pragma once

/// RFC 8259's classes of characters, whatever the locale.
namespace thoth::json {

constexpr bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace thoth::json
