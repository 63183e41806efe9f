// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace thoth {

/// Whether a character may not reach a terminal, as it can move the cursor, change a title, turn a line's direction or
/// hide text: C0, DEL, C1, bidi controls and marks, zero width spaces, line and paragraph separators, tag characters,
/// U+FFFE and U+FFFF.
[[nodiscard]] bool steers_terminal(char32_t character);

/// Writes a character as something harmless that stands for it.
using Escape = void (*)(char32_t character, std::string& out);

/// Appends a character as \uXXXX; beyond U+FFFF as a pair of surrogates, as JSON writes it.
void append_escape(char32_t character, std::string& out);

/// Whether a text is one line, or line feeds and tabs lay it out.
enum class Lines : std::uint8_t { one, many };

/// Appends a text with what may not reach a terminal escaped; bytes that are not UTF-8 become U+FFFD.
void append_terminal_safe(std::string_view text, std::string& out, Lines lines = Lines::many);

/// Appends a text from outside as one line, or a part of one, that neither steers a terminal nor gives a command to
/// what runs a workflow and reads its output: GitHub obeys lines that begin with "::" and a name, white space aside,
/// and "##[" anywhere.
void append_terminal_line(std::string_view text, std::string& out, Escape escape = append_escape);
/// What append_terminal_line() appends.
[[nodiscard]] std::string terminal_line(std::string_view text);

/// A text on one line for reports whose format has escapes of its own: control characters and what XML cannot hold
/// (U+FFFE, U+FFFF) become \uXXXX, and bytes that are not UTF-8 U+FFFD; the rest is left to the format.
[[nodiscard]] std::string plain_line(std::string_view text);

/// Prose of several lines, each as append_terminal_line() has it, without the line breaks at its end.
[[nodiscard]] std::string terminal_lines(std::string_view prose);
/// Prose on one line: line breaks and tabs become spaces.
[[nodiscard]] std::string folded_line(std::string_view prose);

/// Does to what a string holds from `begin` on as append_terminal_line() does. Fast where that is plain ASCII.
void make_terminal_line(std::string& text, std::size_t begin);

}  // namespace thoth
