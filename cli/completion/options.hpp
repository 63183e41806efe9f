// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace thoth::cli {

enum class Shell : std::uint8_t { bash, zsh, fish };

/// Names that only a run knows.
enum class CompletionWords : std::uint8_t { types, topics, groups, channels };

/// What `thoth-msg completion` was asked for.
struct CompletionOptions {
  std::vector<std::string> shell;
  std::optional<CompletionWords> words;
};

}  // namespace thoth::cli
