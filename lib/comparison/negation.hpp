// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string_view>

#include "thoth/schema.hpp"

namespace thoth::comparison {

/// What is left of values once `not` refused some, where that can be said without it.
struct Negation {
  TypeSet types = any_type;            ///< that are allowed
  std::set<std::string_view> refused;  ///< members that an object must not have
};

/// What `not` with this rule comes to: {"not": {"type": "null"}}, {"not": {"required": ["a"]}}, and an anyOf of such.
/// None: it refuses what only the rule can say.
[[nodiscard]] std::optional<Negation> plain_negation(const Schema& schema, RuleId rule);

}  // namespace thoth::comparison
