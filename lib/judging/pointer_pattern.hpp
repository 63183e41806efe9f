// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace thoth {

/// Appends a JSON pointer with * for each index of an array, so that equal mistakes in its elements are one. A name
/// within it may be as long as its text: it is cut where that is very long.
void append_pointer_pattern(std::string_view pointer, std::string& out);

}  // namespace thoth
