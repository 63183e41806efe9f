// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/table.hpp"

#include <algorithm>
#include <cstddef>

#include <sys/ioctl.h>
#include <unistd.h>

#include "base/display_width.hpp"
#include "base/terminal_text.hpp"
#include "output/wrapped_text.hpp"

namespace thoth::cli {
namespace {

/// Less of the last column tells nothing.
constexpr std::size_t least_room = 8;

}  // namespace

std::size_t standard_output_width() {
  winsize size{};
  const bool is_known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  return is_known ? size.ws_col : std::numeric_limits<std::size_t>::max();
}

std::string table(std::vector<std::vector<std::string>> rows, std::size_t width) {
  std::vector<std::size_t> widths;
  for (auto& row : rows) {
    for (std::string& cell : row) make_terminal_line(cell, 0);
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths[column] = std::max(widths[column], display_width(row[column]));
    }
  }
  std::size_t last_begin = 0;  // of the last column
  for (std::size_t column = 0; column + 1 < widths.size(); ++column) last_begin += widths[column] + 2;
  const std::size_t room = width - std::min(width, last_begin);
  std::string out;
  for (auto& row : rows) {
    if (!row.empty() && row.size() == widths.size() && room >= least_room) cut_after_word(row.back(), room);
    std::size_t pending = 0;  // no line ends in spaces
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (!row[column].empty()) {
        out.append(pending, ' ');
        out += row[column];
        pending = 0;
      }
      pending += widths[column] - display_width(row[column]) + 2;
    }
    out += '\n';
  }
  return out;
}

}  // namespace thoth::cli
