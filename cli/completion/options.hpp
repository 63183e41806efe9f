// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace thoth::cli {

enum class Shell : std::uint8_t { bash, zsh, fish };

/// What `thoth-msg completion` was asked for.
struct CompletionOptions {
  std::vector<std::string> shell;
};

}  // namespace thoth::cli
