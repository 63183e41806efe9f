// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "thoth/error.hpp"

namespace thoth::cli {

enum class Operator : std::uint8_t { present, absent, equal, unequal, match, less, at_most, greater, at_least };

/// Told where a condition cannot be read.
inline constexpr const char* all_operators = "supported: = != ~ < <= > >=";

/// One alternative of a condition's text, taken apart.
struct ConditionParts {
  std::string field;
  Operator op = Operator::present;
  std::string sign = {};                   ///< the operator as it was written; empty: only presence is asked for
  std::string value = {};                  ///< as it was written, without the blanks around it
  std::optional<std::string> quoted = {};  ///< what a value in double quotes means; none: it is not in quotes
};

/// Takes `A || B` apart; blanks around operators are free. A value in double quotes is a JSON string, which may hold
/// anything. Errors: usage (an unknown operator, two conditions joined by &&, AND or OR, no condition beside ||); the
/// caller adds what was being read.
Result<std::vector<ConditionParts>> split_condition(std::string_view text);

/// The error of a condition that cannot be; the caller adds what was being read.
[[nodiscard]] tl::unexpected<Error> refuse_condition(std::string reason, std::string advice);

}  // namespace thoth::cli
