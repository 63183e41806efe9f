// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

#include "thoth/error.hpp"

namespace thoth {

/// How large the file of a value may be.
inline constexpr std::size_t max_value_bytes = std::size_t{1} << 20;

/// What a value that a user gives stands for: `@FILE` is that file's content without its last newline, `@@x` the text
/// `@x`, and anything else is itself. Errors: usage, with the path as their subject (FILE is unreadable, holds more
/// than max_value_bytes or a NUL byte).
[[nodiscard]] Result<std::string> read_value(const std::string& value);

}  // namespace thoth
