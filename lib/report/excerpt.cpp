// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>
#include <vector>

#include "base/display_width.hpp"
#include "base/terminal_text.hpp"
#include "base/utf8.hpp"
#include "thoth/report.hpp"

namespace thoth {
namespace {

/// One character as a terminal shows it.
struct Cell {
  std::string text;
  std::size_t columns = 1;
};

/// Tabs, and what ends a line of CRLF, show as spaces.
Cell cell(std::string_view character) {
  std::string text = character == "\t" || character == "\r" ? " " : terminal_line(character);
  const std::size_t columns = display_width(text);
  return {std::move(text), columns};
}

/// The part of the line around `offset` that can matter, with the offset's place in it. No more than that is looked at:
/// a line may hold a gigabyte.
std::string_view neighbourhood(std::string_view text, std::size_t offset, std::size_t reach, std::size_t& within_it) {
  std::size_t begin = offset > reach ? offset - reach : 0;
  const auto newline = text.substr(begin, offset - begin).rfind('\n');
  if (newline != std::string_view::npos) begin += newline + 1;
  while (begin < offset && utf8::continues(&text[begin])) ++begin;
  const std::string_view rest = text.substr(offset, reach);
  within_it = offset - begin;
  return text.substr(begin, within_it + std::min(rest.size(), rest.find('\n')));
}

/// The range that an offset is in; null: none.
const ByteRange* range_at(std::span<const ByteRange> ranges, std::size_t offset) {
  const auto after = std::partition_point(ranges.begin(), ranges.end(),
                                          [offset](const ByteRange& range) { return range.end <= offset; });
  return after == ranges.end() || after->begin > offset ? nullptr : &*after;
}

}  // namespace

Excerpt excerpt(std::string_view text, std::size_t offset, std::size_t width, std::span<const ByteRange> hidden) {
  offset = std::min(offset, text.size());
  std::size_t target = 0;
  const std::string_view part = neighbourhood(text, offset, width * 8, target);
  std::vector<Cell> cells;
  std::size_t caret = 0;
  std::size_t columns = 0;
  const std::size_t start = offset - target;
  for (std::size_t at = 0; at < part.size();) {
    if (at <= target) caret = cells.size();
    if (const ByteRange* const range = range_at(hidden, start + at)) {
      cells.push_back({"***", 3});
      columns += cells.back().columns;
      at = range->end - start;
      continue;
    }
    const std::string_view character = utf8::first_character(part.substr(at)).bytes;
    cells.push_back(cell(character));
    columns += cells.back().columns;
    at += character.size();
  }
  if (target >= part.size()) caret = cells.size();

  // The window: all of it where that fits, else what leaves the caret room on both sides.
  std::size_t first = 0;
  if (columns > width) {
    std::size_t after = 0;
    for (std::size_t at = caret; at < cells.size() && after < width / 2; ++at) after += cells[at].columns;
    const std::size_t room = width - std::min(width, after + 2);  // two for what marks the cuts
    std::size_t before = 0;
    first = caret;
    while (first > 0 && before + cells[first - 1].columns <= room) before += cells[--first].columns;
  }
  Excerpt result;
  std::size_t used = 0;
  if (first > 0) {
    result.line = "…";
    result.indent = 1;
    used = 1;
  }
  std::size_t at = first;
  for (; at < cells.size() && used + cells[at].columns < width; ++at) {
    if (at < caret) result.indent += cells[at].columns;
    used += cells[at].columns;
    result.line += cells[at].text;
  }
  if (at < cells.size()) result.line += "…";
  return result;
}

}  // namespace thoth
