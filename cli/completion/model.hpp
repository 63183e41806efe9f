// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "program/parser_fwd.hpp"

namespace thoth::cli {

/// What a shell may offer at some place.
struct Offer {
  /// The last four are asked of the program itself while completing.
  enum class Kind : std::uint8_t { nothing, words, files, files_after_at, types, topics, groups, channels };
  Kind kind = Kind::nothing;
  std::vector<std::string> words;
};

struct CompletionOption {
  std::vector<std::string> names;  ///< "-f", "--format"; the long one last
  std::string description;
  bool takes_value = false;
  Offer value;
};

struct CompletionCommand {
  std::string path;  ///< "/topics/create"; empty for the program itself
  std::vector<std::string> subcommands;
  std::vector<std::string> subcommand_descriptions;
  std::vector<CompletionOption> options;
  Offer argument;
};

/// The command line as a shell sees it. The first command is the program itself.
struct CompletionModel {
  std::vector<CompletionCommand> commands;
};

/// Read off the parser, so that no completion can go stale.
[[nodiscard]] CompletionModel completion_model(const CLI::App& root);

}  // namespace thoth::cli
