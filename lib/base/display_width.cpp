// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/display_width.hpp"

#include <utf8proc.h>

#include "base/utf8.hpp"

namespace thoth {

std::size_t display_width(char32_t character) {
  if (character < 0x80) return 1;
  return static_cast<std::size_t>(::utf8proc_charwidth(static_cast<utf8proc_int32_t>(character)));
}

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const utf8::Character character = utf8::first_character(text);
    columns += display_width(character.code_point);
    text.remove_prefix(character.bytes.size());
  }
  return columns;
}

std::string_view cut_to_width(std::string_view text, std::size_t columns) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const utf8::Character character = utf8::first_character(rest);
    const std::size_t width = display_width(character.code_point);
    if (width > columns) break;
    columns -= width;
    rest.remove_prefix(character.bytes.size());
  }
  return text.substr(0, text.size() - rest.size());
}

bool is_format_character(char32_t character) {
  return character >= 0x80 && ::utf8proc_category(static_cast<utf8proc_int32_t>(character)) == UTF8PROC_CATEGORY_CF;
}

}  // namespace thoth
