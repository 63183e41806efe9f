// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/wrapped_text.hpp"

#include <algorithm>

#include "base/display_width.hpp"
#include "base/terminal_text.hpp"

namespace thoth::cli {

void append_wrapped(std::string_view text, std::size_t column, std::size_t width, std::string& out) {
  std::size_t at = column;
  while (!text.empty()) {
    const std::string_view raw = text.substr(0, text.find(' '));
    const std::string word = terminal_line(raw);
    const std::size_t length = display_width(word);
    if (at > column && at + 1 + length > width) {
      out += '\n';
      out.append(column, ' ');
      at = column;
    } else if (at > column) {
      out += ' ';
      ++at;
    }
    out += word;
    at += length;
    text.remove_prefix(std::min(text.size(), raw.size() + 1));
  }
  out += '\n';
}

void cut_after_word(std::string& line, std::size_t width) {
  if (display_width(line) <= width) return;
  const std::string_view start = cut_to_width(line, width - 1);
  const auto space = line[start.size()] == ' ' ? start.size() : start.rfind(' ');
  const auto last = space == std::string_view::npos ? start.size() - 1 : line.find_last_not_of(' ', space);
  line.resize(last + 1);
  line += "…";
}

}  // namespace thoth::cli
