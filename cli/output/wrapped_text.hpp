// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace thoth::cli {

/// Appends a text that begins in `column`, wrapped at its spaces to lines of `width` columns, the further ones indented
/// to `column`; then a line break. What may not reach a terminal is escaped.
void append_wrapped(std::string_view text, std::size_t column, std::size_t width, std::string& out);

/// Cuts a line to `width` columns, of which "…" is the last: after a word, or within a first one that is too long
/// itself. A line that fits stays as it is.
void cut_after_word(std::string& line, std::size_t width);

}  // namespace thoth::cli
