// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

#include "thoth/report.hpp"

namespace thoth::cli {

enum class ReportFormat : std::uint8_t { text, json, github, sarif, junit, html };

/// The reporter for a format; text on a terminal shows the line and a caret. Not for html, which is a page with numbers
/// that no reporter is told.
[[nodiscard]] std::unique_ptr<Reporter> make_reporter(ReportFormat format, Sink sink, bool on_terminal, bool coloured);

}  // namespace thoth::cli
