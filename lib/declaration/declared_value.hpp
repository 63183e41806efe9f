// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/schema.hpp"

namespace thoth::contract {

/// `text`, a default or an example that a declaration gives for `rule`, in canonical form. Error usage: it is no JSON
/// or breaks the rule; whose it is, its subject, is for the caller to say. `rules` are the same afterwards.
[[nodiscard]] Result<std::string> declared_value(std::vector<Rule>& rules, RuleId rule, std::string_view text);

}  // namespace thoth::contract
