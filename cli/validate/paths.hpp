// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "thoth/error.hpp"

namespace thoth::cli {

/// The message files that a path names: itself, or those of a folder (*.json, *.ndjson and *.jsonl at any depth,
/// in order of name). What of a folder cannot be read is in `errors`, beside the files that can.
struct FoundFiles {
  std::vector<std::string> files;
  std::vector<Error> errors;
};
[[nodiscard]] FoundFiles message_files(const std::string& path);

/// The paths that a file or, for "-", standard input lists, one a line; empty lines count for nothing. Errors: usage.
[[nodiscard]] Result<std::vector<std::string>> listed_paths(const std::string& path);

}  // namespace thoth::cli
