// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/describe_token.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/characters.hpp"
#include "base/cut_text.hpp"
#include "base/display_width.hpp"
#include "base/terminal_text.hpp"
#include "base/utf8.hpp"
#include "json/escape.hpp"
#include "json/scanner.hpp"
#include "thoth/json.hpp"

namespace thoth::json {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}
bool in_word(char c) {
  return is_letter(c) || is_digit(c);
}
bool in_number(char c) {
  return is_digit(c) || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
}

/// Characters that a reader cannot see, or takes for a space.
bool is_invisible(char32_t c) {
  constexpr char32_t no_break_space = 0xA0;
  return steers_terminal(c) || c == no_break_space || is_format_character(c);
}

/// The longest start of `text` whose characters `belongs` takes, shortened.
template <class Belongs>
std::string shown(std::string_view text, Belongs belongs) {
  text = text.substr(0, max_shown + 1);
  const auto* const end = std::find_if_not(text.begin(), text.end(), belongs);
  return shorten(text.substr(0, static_cast<std::size_t>(end - text.begin())));
}

std::string describe_string(std::string_view text) {
  bool escaped = false;
  Scanner scanner(text);
  const char* const end = scanner.string(text.data(), escaped);
  if (end == nullptr) return "a string";
  const std::string_view raw = text.substr(1, static_cast<std::size_t>(end - text.data()) - 2);
  if (!escaped) return "the string " + quote(raw);
  std::string meaning;
  unescape(raw, meaning);
  return "the string " + quote(meaning);
}

std::string describe_ascii(char c) {
  switch (c) {
    case ',':
      return "a comma";
    case ':':
      return "a colon";
    case '\'':
      return "a single quote";
    case '{':
    case '}':
    case '[':
    case ']':
      return {c};
    case ' ':
      return "a space";
    case '\n':
      return "a line break";
    case '\t':
      return "a tab";
    default:
      break;
  }
  if (c < 0x20 || c == 0x7F) return fmt::format("the control character U+{:04X}", static_cast<unsigned char>(c));
  return fmt::format("the character {}", c);
}

std::string describe_beyond_ascii(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") return "a byte order mark";
  if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF") return "a byte order mark of UTF-16";
  const std::size_t length = utf8::length(text.data(), text.data() + text.size());
  if (length == 0) return describe_malformed(text);
  const char32_t c = utf8::code_point(text.data(), length);
  const auto number = fmt::format("U+{:04X}", static_cast<std::uint32_t>(c));
  if (is_invisible(c)) return "the character " + number;
  return fmt::format("the character {} ({})", text.substr(0, length), number);
}

}  // namespace

std::string quote(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  std::string part;
  std::string words = "\"";
  for (std::size_t count = 0; at != end; ++count) {
    if (count == max_shown) return words + "…\"";
    const std::size_t length = utf8::length(at, end);
    const char32_t c = utf8::code_point(at, length);
    if (c >= ' ' && is_invisible(c)) {
      append_escape(c, words);
    } else {
      part.clear();
      write_string(std::string_view(at, length), part);
      words.append(part, 1, part.size() - 2);
    }
    at += length;
  }
  return words + '"';
}

std::string describe_token(std::string_view text) {
  const char first = text.empty() ? '\0' : text.front();
  if (first == '"') return describe_string(text);
  if (is_letter(first)) return "the word \"" + shown(text, in_word) + '"';
  if (is_digit(first) || (first == '-' && text.size() > 1 && is_digit(text[1]))) {
    return "the number " + shown(text, in_number);
  }
  if (first == '#' || text.substr(0, 2) == "//" || text.substr(0, 2) == "/*") return "a comment";
  return describe_character(text);
}

std::string describe_character(std::string_view text) {
  if (text.empty()) return "the end of the text";
  return utf8::byte(text.data()) < 0x80 ? describe_ascii(text.front()) : describe_beyond_ascii(text);
}

std::string describe_name(std::string_view name) {
  return "the member " + quote(name);
}

std::string describe_malformed(std::string_view text) {
  const char* const at = text.data();
  const unsigned lead = utf8::byte(at);
  const std::size_t wanted = utf8::length_after(lead);
  const unsigned second = text.size() > 1 && utf8::continues(at + 1) ? utf8::byte(at + 1) : 0;
  if (second != 0) {
    const auto bytes = fmt::format("(0x{:02X} 0x{:02X})", lead, second);
    if (lead < 0xC2 && lead >= 0xC0) return "an overlong character " + bytes;
    if (lead == 0xF4 && !utf8::second_fits(lead, second)) return "a code point above U+10FFFF " + bytes;
    if (lead == 0xED && !utf8::second_fits(lead, second)) return "a surrogate, which UTF-8 does not have " + bytes;
    if (wanted != 0 && !utf8::second_fits(lead, second)) return "an overlong character " + bytes;
  }
  if (wanted != 0) return fmt::format("the byte 0x{:02X} without the {} that must follow it", lead, wanted - 1);
  if (lead < 0xC0) return fmt::format("the byte 0x{:02X}, which starts no character", lead);
  return fmt::format("the byte 0x{:02X}, which UTF-8 does not have", lead);
}

}  // namespace thoth::json
