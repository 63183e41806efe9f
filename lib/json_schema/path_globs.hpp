// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <re2/re2.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "thoth/error.hpp"

namespace thoth::json_schema {

/// Patterns of paths, as .gitignore has them: * and ? are any characters but a slash, ** any, [a-z] one of them. A
/// pattern without a slash is of a name in any folder; others are of paths from the top.
class PathGlobs {
 public:
  /// Errors: usage (a range whose ends are in the wrong order).
  static Result<PathGlobs> make(const std::vector<std::string>& globs);

  /// `path` is a file's or folder's, relative to the top.
  [[nodiscard]] bool matches(const std::filesystem::path& path) const;

 private:
  std::vector<std::unique_ptr<const re2::RE2>> patterns_;
};

}  // namespace thoth::json_schema
