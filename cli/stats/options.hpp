// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "reading/reading_choice.hpp"

namespace thoth::cli {

enum class StatsFormat : std::uint8_t { text, json, html };

/// What `thoth-msg stats` was asked for.
struct StatsOptions : ReadingChoice {
  std::optional<std::string> output;  ///< the report goes there instead of standard output
  StatsFormat format = StatsFormat::text;
};

}  // namespace thoth::cli
