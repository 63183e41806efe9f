// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace thoth::json {

/// What is at the start of any bytes, in words for messages: "the end of the text", "a comma", `the string "a"`,
/// "the number 12", `the word "nul"`, "a byte order mark", "the control character U+0000", "the byte 0xFF", … The words
/// are UTF-8 whatever the bytes are, show nothing that could move a cursor, and stay short.
[[nodiscard]] std::string describe_token(std::string_view text);

/// The same, but of the first character alone: "the character x", "the end of the text".
[[nodiscard]] std::string describe_character(std::string_view text);

/// A text's first 40 characters in quotes; control and invisible characters are escaped. The text must be UTF-8.
[[nodiscard]] std::string quote(std::string_view text);

/// A member's name for messages: `the member "a"`.
[[nodiscard]] std::string describe_name(std::string_view name);

/// What keeps the bytes at the start of `text` from being a character of UTF-8: "an overlong character (0xC0 0x80)", …
[[nodiscard]] std::string describe_malformed(std::string_view text);

}  // namespace thoth::json
