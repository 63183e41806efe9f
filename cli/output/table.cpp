// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/table.hpp"

#include <algorithm>
#include <cstddef>

#include "base/display_width.hpp"
#include "base/terminal_text.hpp"

namespace thoth::cli {

std::string table(std::vector<std::vector<std::string>> rows) {
  std::vector<std::size_t> widths;
  for (auto& row : rows) {
    for (std::string& cell : row) make_terminal_line(cell, 0);
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths[column] = std::max(widths[column], display_width(row[column]));
    }
  }
  std::string out;
  for (const auto& row : rows) {
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
