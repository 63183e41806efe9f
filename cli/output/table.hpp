// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace thoth::cli {

/// Rows of text as aligned columns, two spaces apart; the last column is not padded. The first row is the heading. A
/// cell is one line, with what may not reach a terminal escaped.
[[nodiscard]] std::string table(std::vector<std::vector<std::string>> rows);

}  // namespace thoth::cli
