// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unordered_map>

#include "thoth/schema.hpp"

namespace thoth::generation {

/// Rules that say the opposite of others, so that what `not` refuses, or what must go past an `if`, need not be
/// guessed. Each is an anyOf of the ways in which the other can be broken that are plain to see; and of a rule that
/// asks nothing, for those that are not. By the rule that is refused.
using Opposites = std::unordered_map<RuleId, RuleId>;

/// Adds the opposite of each rule that some rule has under not or if to the schema.
[[nodiscard]] Opposites add_opposites(Schema& schema);

}  // namespace thoth::generation
