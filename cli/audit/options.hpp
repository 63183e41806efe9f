// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "reading/reading_choice.hpp"

namespace thoth::cli {

enum class AuditFormat : std::uint8_t { text, json, sarif, junit, html };

/// What `thoth-msg audit` was asked for.
struct AuditOptions : ReadingChoice {
  std::optional<std::string> output;  ///< the report goes there instead of standard output
  AuditFormat format = AuditFormat::text;
  bool strict = false;
};

}  // namespace thoth::cli
