// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "program/parser_fwd.hpp"

namespace thoth::cli {

/// Whether headings are bold, as on a terminal with colours.
enum class Headings : std::uint8_t { plain, bold };

/// Lines and columns of a terminal that the text of -h fits into, with room for the prompt after it.
constexpr std::size_t short_help_lines = 23;
constexpr std::size_t help_width = 80;

/// The text of --help for a command: what it does, its usage, examples, arguments, its options under their headings,
/// and where the options of all commands are listed. For the program itself: these options.
[[nodiscard]] std::string help_text(const CLI::App& command, Headings headings = Headings::plain);

/// The text of -h: usage, the first examples, and as many options as fit, the first of each heading before the second
/// of any; the others by name.
[[nodiscard]] std::string short_help_text(const CLI::App& command, Headings headings = Headings::plain);

/// "thoth-msg topics create": the names that lead to a command.
[[nodiscard]] std::string command_path(const CLI::App& command);

}  // namespace thoth::cli
