// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/terminal_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "base/utf8.hpp"

namespace thoth {
namespace {

bool is_printable_ascii(char c) {
  return c >= ' ' && c <= '~';
}

bool is_control(char32_t character) {
  return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

bool is_for_no_text(char32_t character) {
  return character == 0xFFFE || character == 0xFFFF;
}

template <class Escaped>
void append_escaped(std::string_view text, Escaped is_escaped, std::string& out) {
  while (!text.empty()) {
    const auto* const special = std::find_if_not(text.begin(), text.end(), is_printable_ascii);
    out.append(text.begin(), special);
    text.remove_prefix(static_cast<std::size_t>(special - text.begin()));
    if (text.empty()) return;
    const utf8::Character character = utf8::first_character(text);
    if (is_escaped(character.code_point)) {
      append_escape(character.code_point, out);
    } else {
      utf8::append(character.code_point, out);
    }
    text.remove_prefix(character.bytes.size());
  }
}

}  // namespace

void append_escape(char32_t character, std::string& out) {
  const auto unit = [&out](std::uint32_t value) { fmt::format_to(std::back_inserter(out), "\\u{:04x}", value); };
  if (character < 0x10000) return unit(character);
  unit(0xD800 + ((character - 0x10000) >> 10U));
  unit(0xDC00 + (character & 0x3FFU));
}

bool steers_terminal(char32_t character) {
  if (character < 0x200B) return is_control(character) || character == 0x061C;
  const bool is_mark = character == 0x200B || character == 0x200E || character == 0x200F;
  const bool is_bidi = (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
  const bool is_separator = character == 0x2028 || character == 0x2029;
  const bool is_tag = character >= 0xE0000 && character <= 0xE007F;
  return is_mark || is_bidi || is_separator || is_tag || is_for_no_text(character);
}

void append_terminal_safe(std::string_view text, std::string& out, Lines lines) {
  const auto is_layout = [lines](char32_t c) { return lines == Lines::many && (c == '\n' || c == '\t'); };
  append_escaped(
      text, [&](char32_t c) { return steers_terminal(c) && !is_layout(c); }, out);
}

std::string terminal_line(std::string_view text) {
  std::string line;
  append_terminal_safe(text, line, Lines::one);
  return line;
}

std::string plain_line(std::string_view text) {
  std::string line;
  append_escaped(
      text, [](char32_t c) { return is_control(c) || is_for_no_text(c); }, line);
  return line;
}

}  // namespace thoth
