// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

namespace thoth::cli {

/// A command line as CLI11 reads it. CLI11 gives some texts a meaning of its own ("{}" is an empty list to it, "--"
/// ends the options even where an option waits for its value), which differs between its versions. So each value is
/// marked: it begins with a character that means nothing to CLI11, and unmarked() takes that off again.
struct CommandLine {
  std::vector<std::string> words;
  std::optional<std::vector<std::string>> rest;  ///< what follows "--"; none: it was not given
  std::string misuse;  ///< what is wrong if CLI11 refuses the number of an option's values: "--key needs a value, TEXT"
};

/// Finds which arguments are values of options or of the command, and marks them. Commands that are named get their
/// options.
[[nodiscard]] CommandLine mark_values(CLI::App& parser, const std::vector<std::string>& arguments);

/// A value as it was typed; the empty text for an option that was given without its value.
[[nodiscard]] std::string unmarked(const std::string& value);

}  // namespace thoth::cli
