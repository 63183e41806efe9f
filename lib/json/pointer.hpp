// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace thoth::json {

/// Pointers grow with the depth of a text and the length of its names. Text made to harm could make a million of them
/// grow to the size of the text each; so past this many bytes a name in a pointer is replaced by "…".
inline constexpr std::size_t longest_pointer = 4096;

/// Appends the step to a member, escaped as RFC 6901 wants.
void append_name(std::string_view name, std::string& pointer);
/// Appends the step to an array's element.
void append_index(std::size_t index, std::string& pointer);

}  // namespace thoth::json
