#pragma once

#include <string>
#include <string_view>

namespace thoth {

/// Appends `text` with the characters that can move a cursor, change a title or turn a line's direction (C0 without
/// tab and line feed, DEL, C1, bidi controls) as \uXXXX.
void append_terminal_safe(std::string_view text, std::string& out);

}  // namespace thoth
