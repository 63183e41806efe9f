// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "program/parser_fwd.hpp"

namespace thoth::cli {

/// The text of --help for a command: what it does, its usage, arguments, options, the options that all commands share,
/// and examples.
[[nodiscard]] std::string help_text(const CLI::App& command);

/// "thoth-msg topics create": the names that lead to a command.
[[nodiscard]] std::string command_path(const CLI::App& command);

}  // namespace thoth::cli
