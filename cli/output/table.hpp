// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace thoth::cli {

/// Rows of text as aligned columns, two spaces apart; the last column is not padded. The first row is the heading.
[[nodiscard]] std::string table(const std::vector<std::vector<std::string>>& rows);

}  // namespace thoth::cli
