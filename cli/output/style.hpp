// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace thoth::cli {

/// Messages of this level and above reach standard error.
enum class LogLevel : std::uint8_t { trace, debug, info, warn, error, off };
enum class LogFormat : std::uint8_t { text, json };
enum class Color : std::uint8_t { automatic, always, never };

}  // namespace thoth::cli
