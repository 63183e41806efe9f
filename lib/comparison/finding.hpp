// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "thoth/comparison.hpp"

namespace thoth::comparison {

/// What both sides say of a part of a contract that was given up on.
inline constexpr std::string_view too_deep = "nested too deeply to compare";
inline constexpr std::string_view too_large = "too large to compare";

/// Why values that one contract allows need not be allowed by another.
struct Finding {
  std::string pointer;
  std::string_view rule;
  std::string allowed;  ///< what the one says: "any length"
  std::string wanted;   ///< what the other says: "at least 3 characters"
  Decided decided = Decided::yes;
  std::string allowed_location;
  std::string wanted_location;
};

}  // namespace thoth::comparison
