// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace thoth::cli {

/// Appends a text that begins in `column`, wrapped at its spaces to lines of `width` columns, the further ones indented
/// to `column`; then a line break. What may not reach a terminal is escaped.
void append_wrapped(std::string_view text, std::size_t column, std::size_t width, std::string& out);

}  // namespace thoth::cli
