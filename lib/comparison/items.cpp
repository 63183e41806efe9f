// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/items.hpp"

#include <algorithm>
#include <limits>

#include "comparison/view.hpp"
#include "contract/constraints.hpp"

namespace thoth::comparison {
namespace {

bool depends_on_the_value(const Constraints& all) {
  return all.contains || !all.any_of.empty() || !all.one_of.empty() || all.if_rule ||
         (all.dynamic_ref && !all.dynamic_ref->anchor.empty()) ||
         std::any_of(all.dependencies.begin(), all.dependencies.end(),
                     [](const Dependency& dependency) { return dependency.rule.has_value(); });
}

}  // namespace

std::optional<std::size_t> evaluated_items(const Schema& schema, RuleId rule) {
  constexpr std::size_t all_of_them = std::numeric_limits<std::size_t>::max();
  std::size_t evaluated = 0;
  const View view(schema, {rule});
  for (const RuleId part : view.rules()) {
    const Constraints* const all = schema.rules[part].constraints.get();
    if (all != nullptr && depends_on_the_value(*all)) return std::nullopt;
    if (schema.rules[part].items || (all != nullptr && part != rule && all->unevaluated_items)) evaluated = all_of_them;
    if (all != nullptr) evaluated = std::max(evaluated, all->prefix_items.size());
  }
  return evaluated;
}

}  // namespace thoth::comparison
