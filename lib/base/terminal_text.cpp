// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/terminal_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/characters.hpp"
#include "base/utf8.hpp"

namespace thoth {
namespace {

constexpr std::string_view old_command = "##[";

/// The position of the first byte that is a number sign or not printable ASCII; the text's size if there is no such
/// byte.
std::size_t find_special(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101ULL;
  const auto specials = [](std::uint64_t bytes) {
    const std::uint64_t sign = (bytes ^ (ones * '#')) - ones;
    return (((bytes - ones * 0x20) | sign) & ~bytes & json::high_bits) | ((bytes | (bytes + ones)) & json::high_bits);
  };
  const char* const end = text.data() + text.size();
  const char* at = json::skip_eights(text.data(), end, specials);
  while (at != end && *at >= ' ' && *at <= '~' && *at != '#') ++at;
  return static_cast<std::size_t>(at - text.data());
}

bool is_for_no_text(char32_t character) {
  return character == 0xFFFE || character == 0xFFFF;
}

bool is_blank(char32_t character) {
  return character == ' ' || character == 0xA0 || character == 0x1680 || (character >= 0x2000 && character <= 0x200A) ||
         character == 0x202F || character == 0x205F || character == 0x3000;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Appends the blanks that a text begins with, and the first colon of a command escaped. Gives the rest.
std::string_view append_start(std::string_view text, std::string& out, Escape escape) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const utf8::Character character = utf8::first_character(rest);
    if (!is_blank(character.code_point)) break;
    rest.remove_prefix(character.bytes.size());
  }
  if (rest.size() < 3 || !rest.starts_with("::") || !is_letter(rest[2])) return text;
  out.append(text, 0, text.size() - rest.size());
  escape(':', out);
  return rest.substr(1);
}

template <class IsEscaped>
void append_escaped(std::string_view text, IsEscaped is_escaped, Escape escape, std::string& out) {
  while (!text.empty()) {
    const std::size_t plain = find_special(text);
    out.append(text, 0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return;
    const utf8::Character character = utf8::first_character(text);
    if (is_escaped(character.code_point)) {
      escape(character.code_point, out);
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
  if (character < 0x200B) return utf8::is_control(character) || character == 0x061C;
  const bool is_mark = character == 0x200B || character == 0x200E || character == 0x200F;
  const bool is_bidi = (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
  const bool is_separator = character == 0x2028 || character == 0x2029;
  const bool is_tag = character >= 0xE0000 && character <= 0xE007F;
  return is_mark || is_bidi || is_separator || is_tag || is_for_no_text(character);
}

void append_terminal_safe(std::string_view text, std::string& out, Lines lines) {
  const auto is_layout = [lines](char32_t c) { return lines == Lines::many && (c == '\n' || c == '\t'); };
  append_escaped(
      text, [&](char32_t c) { return steers_terminal(c) && !is_layout(c); }, append_escape, out);
}

void append_terminal_line(std::string_view text, std::string& out, Escape escape) {
  text = append_start(text, out, escape);
  for (;;) {
    const std::size_t command = text.find(old_command);
    append_escaped(text.substr(0, command), steers_terminal, escape, out);
    if (command == std::string_view::npos) return;
    text.remove_prefix(command + old_command.size());
    out.append(old_command, 0, 2);
    escape('[', out);
  }
}

std::string terminal_line(std::string_view text) {
  std::string line;
  append_terminal_line(text, line);
  return line;
}

std::string plain_line(std::string_view text) {
  std::string line;
  append_escaped(
      text, [](char32_t c) { return utf8::is_control(c) || is_for_no_text(c); }, append_escape, line);
  return line;
}

std::string terminal_lines(std::string_view prose) {
  std::string lines;
  prose = prose.substr(0, prose.find_last_not_of("\r\n") + 1);
  while (!prose.empty()) {
    std::string_view line = prose.substr(0, prose.find('\n'));
    prose.remove_prefix(std::min(line.size() + 1, prose.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    append_terminal_line(line, lines);
    if (!prose.empty()) lines += '\n';
  }
  return lines;
}

std::string folded_line(std::string_view prose) {
  std::string line;
  for (const char c : prose) {
    const bool is_space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_space) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  if (line.ends_with(' ')) line.pop_back();
  return terminal_line(line);
}

void make_terminal_line(std::string& text, std::size_t begin) {
  if (begin == text.size()) return;
  const bool may_be_command = text[begin] == ' ' || text[begin] == ':';
  if (!may_be_command && find_special(std::string_view(text).substr(begin)) == text.size() - begin) return;
  const std::string line = text.substr(begin);
  text.resize(begin);
  append_terminal_line(line, text);
}

}  // namespace thoth
