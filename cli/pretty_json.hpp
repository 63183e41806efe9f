#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace thoth::cli {

enum class Colours : bool { no, yes };

/// Appends a JSON text with a member a line, indented by two spaces from `indent` columns on. Strings and numbers stay
/// as they are written, but for characters that can move a terminal's cursor, which are escaped as \uXXXX. `text` must
/// be JSON.
void append_pretty(std::string_view text, std::size_t indent, std::string& out, Colours colours = Colours::no);

}  // namespace thoth::cli
