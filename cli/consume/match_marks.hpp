// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "thoth/error.hpp"

namespace re2 {
class RE2;
}

namespace thoth::cli {

/// Marks what a regular expression matches in text that goes to a terminal.
class MatchMarks {
 public:
  /// Errors: usage.
  static Result<MatchMarks> parse(const std::string& regex);

  /// Inverts the matches in each line of what `out` holds from `begin` on. That must be safe for a terminal; its
  /// colours are not matched, and stay.
  void mark(std::string& out, std::size_t begin) const;

 private:
  explicit MatchMarks(std::shared_ptr<const re2::RE2> regex) : regex_(std::move(regex)) {}

  std::shared_ptr<const re2::RE2> regex_;
};

}  // namespace thoth::cli
