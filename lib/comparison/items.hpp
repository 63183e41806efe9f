// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

#include "thoth/schema.hpp"

namespace thoth::comparison {

/// How many of an array's elements, from the first on, a rule and those that it always applies have their say on,
/// whatever the value is; the rest is left to its unevaluatedItems. None where that depends on the value.
[[nodiscard]] std::optional<std::size_t> evaluated_items(const Schema& schema, RuleId rule);

}  // namespace thoth::comparison
