// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace thoth {

/// Columns that a terminal gives a character: none for a combining one, two for a wide one.
[[nodiscard]] std::size_t display_width(char32_t character);

/// Columns of a text without control characters; a byte that is not UTF-8 takes one.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The longest start of a text that fits into that many columns.
[[nodiscard]] std::string_view cut_to_width(std::string_view text, std::size_t columns);

/// Whether a character is one of Unicode's format characters (Cf): joiners, the soft hyphen, direction marks, …
[[nodiscard]] bool is_format_character(char32_t character);

}  // namespace thoth
