// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/constraints.hpp"
#include "json_schema/documents.hpp"
#include "thoth/schema.hpp"

namespace thoth::json_schema {

/// The rules of a schema in the making, and what belongs to each of them.
struct RulesInMaking {
  Schema& schema;
  std::vector<Spot>& spots;
  std::vector<std::optional<RuleId>>& stands_for;  ///< where a rule is a reference and nothing else
  std::vector<std::shared_ptr<Constraints>>& constraints;
};

/// A rule with a discriminator, and the rules that it chooses from.
struct Polymorph {
  struct Case {
    RuleId rule = 0;
    std::vector<std::string> names;
  };

  RuleId rule = 0;
  std::string member;
  std::string_view list;  ///< the keyword whose alternatives the cases stand for: oneOf, anyOf, or empty
  std::vector<Case> cases;
};

/// Lets discriminators choose. A parent is split in two: its own rule, which chooses, and one of what the schema says
/// beside, which those that inherit it refer to instead. A rule that inherits a discriminator chooses among itself and
/// those that inherit it.
void resolve_discriminators(RulesInMaking rules, const std::vector<Polymorph>& polymorphs);

/// Where a parent lists as alternatives what has the parent in its allOf, lets those refer to what the parent says
/// beside its alternatives, which would be a cycle otherwise.
void cut_inheritance_cycles(RulesInMaking rules);

}  // namespace thoth::json_schema
