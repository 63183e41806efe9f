// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/applied_rules.hpp"

#include <algorithm>
#include <functional>
#include <unordered_set>

#include "contract/constraints.hpp"

namespace thoth {
namespace {

using Rules = std::vector<const Rule*>;

void add(const Rule& rule, Rules& rules) {
  if (std::find(rules.begin(), rules.end(), &rule) == rules.end()) rules.push_back(&rule);
}

void add(const Schema& schema, const std::optional<RuleId>& rule, Rules& rules) {
  if (rule) add(schema.rules[*rule], rules);
}

/// Hands over what a rule applies to the same value.
void for_each_applied(const Schema& schema, const Rule& rule, Reach reach, const std::function<void(RuleId)>& visit) {
  if (rule.constraints == nullptr) return;
  const Constraints& all = *rule.constraints;
  if (reach == Reach::always) {
    if (all.ref) visit(*all.ref);
    for (const RuleId part : all.all_of) visit(part);
    return;
  }
  for_each_use(rule, [&visit](RuleId used, Use use) {
    if (use == Use::in_place) visit(used);
  });
  if (!all.dynamic_ref) return;
  for (const DynamicAnchor& anchor : schema.dynamic_anchors) {
    if (anchor.name == all.dynamic_ref->anchor) visit(anchor.rule);
  }
}

}  // namespace

std::vector<const Rule*> rules_on_value(const Schema& schema, const Rule& rule, Reach reach) {
  Rules rules{&rule};
  if (rule.constraints == nullptr) return rules;
  std::unordered_set<const Rule*> known{&rule};
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for_each_applied(schema, *rules[i], reach, [&](RuleId applied) {
      const Rule* const found = &schema.rules[applied];
      if (known.insert(found).second) rules.push_back(found);
    });
  }
  return rules;
}

std::vector<const Rule*> rules_on_member(const Schema& schema, const Rule& rule, std::string_view name) {
  Rules rules;
  for (const Rule* on_value : rules_on_value(schema, rule, Reach::perhaps)) {
    const auto& properties = on_value->properties;
    const auto known = std::find_if(properties.begin(), properties.end(),
                                    [name](const Property& property) { return property.name == name; });
    if (known != properties.end()) add(schema.rules[known->rule], rules);
    if (on_value->constraints == nullptr) continue;
    for (const PatternProperties& of_pattern : on_value->constraints->pattern_properties) {
      if (of_pattern.pattern.match(name) != Match::no) add(schema.rules[of_pattern.rule], rules);
    }
    if (known == properties.end()) add(schema, on_value->constraints->additional_properties, rules);
    add(schema, on_value->constraints->unevaluated_properties, rules);
  }
  return rules;
}

std::vector<const Rule*> rules_on_item(const Schema& schema, const Rule& rule, std::size_t index) {
  Rules rules;
  for (const Rule* on_value : rules_on_value(schema, rule, Reach::perhaps)) {
    const Constraints* const all = on_value->constraints.get();
    if (all != nullptr && index < all->prefix_items.size()) {
      add(schema.rules[all->prefix_items[index]], rules);
    } else {
      add(schema, on_value->items, rules);
    }
    if (all == nullptr) continue;
    if (all->contains) add(schema.rules[all->contains->rule], rules);
    add(schema, all->unevaluated_items, rules);
  }
  return rules;
}

}  // namespace thoth
