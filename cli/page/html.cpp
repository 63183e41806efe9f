// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/html.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/cut_text.hpp"
#include "base/terminal_text.hpp"

namespace thoth::cli {
namespace {

void append_escaped_html(std::string_view text, std::string& out) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

/// A page may come out in the log of a workflow, which obeys lines too.
void append_page_line(std::string_view text, std::string& out) {
  append_escaped_html(terminal_line(text), out);
}

}  // namespace

Html& Html::text(std::string_view text, std::size_t max) {
  const std::string_view start = cut_text(text, max);
  append_page_line(start, text_);
  return start.size() < text.size() ? append("…") : *this;
}

Html& Html::lines(std::string_view text, std::size_t max) {
  const std::string_view start = cut_text(text, max);
  for (std::string_view rest = start;;) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line(rest.substr(0, end));
    std::replace(line.begin(), line.end(), '\t', ' ');
    append_page_line(line, text_);
    if (end == rest.size()) break;
    text_ += '\n';
    rest.remove_prefix(end + 1);
  }
  return start.size() < text.size() ? append("…") : *this;
}

Html& Html::count(std::uint64_t value) {
  return append(grouped(value));
}

Html& Html::coordinate(double value) {
  std::string digits = fmt::format("{:.2f}", value);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return append(digits);
}

Html html_text(std::string_view text, std::size_t max) {
  Html html;
  html.text(text, max);
  return html;
}

Html html_code(std::string_view text, std::size_t max) {
  Html html;
  html.markup("<code>").text(text, max).markup("</code>");
  return html;
}

std::string grouped(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

}  // namespace thoth::cli
