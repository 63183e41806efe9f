// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>
#include <string>

#include "thoth/error.hpp"

namespace thoth {

/// A file's content, or its first `max` bytes. What is read may be a pipe. Errors: usage (it cannot be read).
[[nodiscard]] Result<std::string> read_file(const std::string& path,
                                            std::size_t max = std::numeric_limits<std::size_t>::max());

}  // namespace thoth
