// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/json.hpp"

#pragma GCC visibility push(default)

namespace thoth::json {

/// A JSON pointer (RFC 6901): "" is the whole value, "/a/0" the first element of its member "a"; ~1 means a slash and
/// ~0 a tilde.
class Pointer {
 public:
  /// Errors: usage (it does not start with a slash, or has a tilde without 0 or 1 after it).
  static Result<Pointer> parse(std::string_view text);

  /// The value it points to, or null if it does not exist.
  [[nodiscard]] const Node* find(const Node& root) const;
  /// The names and indices on the way, decoded.
  [[nodiscard]] const std::vector<std::string>& steps() const { return steps_; }
  /// As it was written.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::vector<std::string> steps_;
};

}  // namespace thoth::json

#pragma GCC visibility pop
