// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "thoth/schema.hpp"

namespace thoth::comparison {

/// A part of a record that two contracts of a topic have schemas of.
struct Part {
  std::string_view at;  ///< what pointers into it begin with: "" for the contents, "#key", "#headers"
  const Schema& before;
  const Schema& after;

  /// Whether a pointer leads into it.
  [[nodiscard]] bool holds(std::string_view pointer) const {
    return at.empty() ? !pointer.starts_with('#') : pointer.starts_with(at);
  }
};

/// The contents, and key and headers where either contract says what they are: where one says nothing, that is
/// anything. The contracts must outlive what this returns.
[[nodiscard]] std::vector<Part> parts_of(const Schema& before, const Schema& after);

}  // namespace thoth::comparison
