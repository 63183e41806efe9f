// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace thoth {

/// Whether a character may not reach a terminal, as it can move the cursor, change a title, turn a line's direction or
/// hide text: C0, DEL, C1, bidi controls and marks, zero width spaces, line and paragraph separators, tag characters,
/// U+FFFE and U+FFFF.
[[nodiscard]] bool steers_terminal(char32_t character);

/// Appends a character as \uXXXX; beyond U+FFFF as a pair of surrogates, as JSON writes it.
void append_escape(char32_t character, std::string& out);

/// Whether a text is one line, or line feeds and tabs lay it out.
enum class Lines : std::uint8_t { one, many };

/// Appends a text with what may not reach a terminal as append_escape() writes it; bytes that are not UTF-8 as U+FFFD.
void append_terminal_safe(std::string_view text, std::string& out, Lines lines = Lines::many);

/// The same of a text on one line.
[[nodiscard]] std::string terminal_line(std::string_view text);

/// A text on one line for reports that programs read: only control characters and what XML cannot hold (U+FFFE,
/// U+FFFF) become \uXXXX, and bytes that are not UTF-8 U+FFFD.
[[nodiscard]] std::string plain_line(std::string_view text);

}  // namespace thoth
