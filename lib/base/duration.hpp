// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string_view>

#include "thoth/error.hpp"

namespace thoth {

/// Reads 500ms, 30s, 5m, 2h, 1d. Errors: usage.
Result<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace thoth
