#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "thoth/report.hpp"

namespace thoth {
namespace {

/// One character as a terminal shows it.
struct Cell {
  std::string_view bytes;
  std::size_t columns = 1;
};

using Range = std::pair<std::uint32_t, std::uint32_t>;

/// Characters that take no column of their own: combining marks, joiners, variation selectors.
constexpr std::array<Range, 10> narrow_to_nothing{{{0x0300, 0x036f},
                                                   {0x0483, 0x0489},
                                                   {0x0591, 0x05bd},
                                                   {0x0610, 0x061a},
                                                   {0x064b, 0x065f},
                                                   {0x1ab0, 0x1aff},
                                                   {0x200b, 0x200f},
                                                   {0x20d0, 0x20ff},
                                                   {0xfe00, 0xfe0f},
                                                   {0xfe20, 0xfe2f}}};

/// Characters that take two: East Asian wide and fullwidth ones, and pictographs.
constexpr std::array<Range, 9> wide{{{0x1100, 0x115f},
                                     {0x2e80, 0x303e},
                                     {0x3041, 0xa4cf},
                                     {0xac00, 0xd7a3},
                                     {0xf900, 0xfaff},
                                     {0xfe30, 0xfe6f},
                                     {0xff00, 0xff60},
                                     {0x1f300, 0x1faff},
                                     {0x20000, 0x3fffd}}};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, std::uint32_t point) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [point](const Range& range) { return point >= range.first && point <= range.second; });
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}

/// The character at the start of `text`. What a terminal would act upon, or could not show, is a space.
Cell first_cell(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return {lead < 0x20 || lead == 0x7f ? " " : text.substr(0, 1), 1};
  std::size_t length = 1;
  while (length < 4 && length < text.size() && is_continuation(text[length])) ++length;
  const std::size_t announced = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (announced == 0 || length < announced) return {"?", 1};
  std::uint32_t point = lead & (0xffU >> (announced + 1));
  for (std::size_t at = 1; at < announced; ++at) {
    point = (point << 6U) | (static_cast<unsigned char>(text[at]) & 0x3fU);
  }
  const bool steers = point < 0xa0 || (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
  if (steers) return {" ", 1};
  return {text.substr(0, announced), within(narrow_to_nothing, point) ? 0U : within(wide, point) ? 2U : 1U};
}

/// Bytes of the character that first_cell() showed.
std::size_t first_length(std::string_view text) {
  std::size_t length = 1;
  if (static_cast<unsigned char>(text.front()) < 0xc2) return length;
  while (length < 4 && length < text.size() && is_continuation(text[length])) ++length;
  return length;
}

/// The part of the line around `offset` that can matter, with the offset's place in it. No more than that is looked at:
/// a line may hold a gigabyte.
std::string_view neighbourhood(std::string_view text, std::size_t offset, std::size_t reach, std::size_t& within_it) {
  std::size_t begin = offset > reach ? offset - reach : 0;
  const auto newline = text.substr(begin, offset - begin).rfind('\n');
  if (newline != std::string_view::npos) begin += newline + 1;
  while (begin < offset && is_continuation(text[begin])) ++begin;
  const std::string_view rest = text.substr(offset, reach);
  within_it = offset - begin;
  return text.substr(begin, within_it + std::min(rest.size(), rest.find('\n')));
}

}  // namespace

Excerpt excerpt(std::string_view text, std::size_t offset, std::size_t width) {
  offset = std::min(offset, text.size());
  std::size_t target = 0;
  const std::string_view part = neighbourhood(text, offset, width * 8, target);
  std::vector<Cell> cells;
  std::size_t caret = 0;
  std::size_t columns = 0;
  for (std::size_t at = 0; at < part.size();) {
    if (at <= target) caret = cells.size();
    cells.push_back(first_cell(part.substr(at)));
    columns += cells.back().columns;
    at += first_length(part.substr(at));
  }
  if (target >= part.size()) caret = cells.size();

  // The window: all of it where that fits, else what leaves the caret room on both sides.
  std::size_t first = 0;
  if (columns > width) {
    std::size_t behind = 0;
    for (std::size_t at = caret; at < cells.size() && behind < width / 2; ++at) behind += cells[at].columns;
    const std::size_t room = width - std::min(width, behind + 2);  // two for what marks the cuts
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
    result.line += cells[at].bytes;
  }
  if (at < cells.size()) result.line += "…";
  return result;
}

}  // namespace thoth
