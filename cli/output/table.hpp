// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace thoth::cli {

/// Rows of text as aligned columns, two spaces apart; the last column is not padded. The first row is the heading. A
/// cell is one line, with what may not reach a terminal escaped. Rows longer than `width` end in "…", if there is room
/// for some of the last column: after a word, or within one that is too long itself.
[[nodiscard]] std::string table(std::vector<std::vector<std::string>> rows,
                                std::size_t width = std::numeric_limits<std::size_t>::max());

/// The width of the terminal on standard output, in columns; unlimited if it is not a terminal.
[[nodiscard]] std::size_t standard_output_width();

}  // namespace thoth::cli
