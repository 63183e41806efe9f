#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/schema.hpp"

namespace thoth::contract {

/// `text`, a default or an example that a declaration gives for `rule`, in canonical form. Error usage: it is no JSON
/// or breaks the rule; `subject` says whose it is.
[[nodiscard]] Result<std::string> declared_value(const std::vector<Rule>& rules, RuleId rule, std::string_view text,
                                                 std::string subject);

}  // namespace thoth::contract
