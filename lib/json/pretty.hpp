// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "thoth/json.hpp"

namespace thoth::json {

enum class Colours : bool { no, yes };

/// Appends a JSON text with a member a line, indented by `step` spaces from `indent` columns on. Strings and numbers
/// stay as they are written. What cannot be read, such as JSON that nests deeper than max_depth, is appended as it is.
void append_pretty(std::string_view text, std::size_t indent, std::string& out, std::size_t step = 2);

/// Likewise for a terminal: characters that can move its cursor are escaped as \uXXXX. What cannot be read adds
/// nothing.
void append_pretty_safely(std::string_view text, std::size_t indent, std::string& out, Colours colours);
void append_pretty_safely(const Node& value, std::size_t indent, std::string& out, Colours colours);

}  // namespace thoth::json
