// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include "thoth/error.hpp"

namespace thoth::cli {

/// An empty file that appears once something is ready, so that a script can wait for it. One that an earlier run left
/// is removed first.
class ReadyFile {
 public:
  /// Errors: usage (it cannot be removed, or its folder cannot be written).
  static Result<ReadyFile> prepare(const std::string& path);
  /// Makes it. Errors: io.
  Result<void> appear() const;

 private:
  explicit ReadyFile(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace thoth::cli
