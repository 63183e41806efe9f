// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/negation.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "contract/constraints.hpp"

namespace thoth::comparison {
namespace {

/// Rules under an anyOf under a not, within each other.
constexpr int deepest_negation = 8;

/// None where only some numbers are left: integers alone were refused.
std::optional<TypeSet> all_but(TypeSet types) {
  if (types.has(Type::integer) && !types.has(Type::number)) return std::nullopt;
  TypeSet left;
  for (const auto& [type, name] : type_names) {
    const bool is_number = type == Type::integer || type == Type::number;
    if (is_number ? !types.has(Type::number) : !types.has(type)) left = left | type;
  }
  return left;
}

bool has_limits(const Constraints& all) {
  const auto bounds = {&all.minimum, &all.maximum, &all.exclusive_minimum, &all.exclusive_maximum, &all.multiple_of};
  const auto sizes = {&all.min_length, &all.max_length,     &all.min_items,
                      &all.max_items,  &all.min_properties, &all.max_properties};
  return std::any_of(bounds.begin(), bounds.end(), [](const auto* bound) { return bound->has_value(); }) ||
         std::any_of(sizes.begin(), sizes.end(), [](const auto* size) { return size->has_value(); }) ||
         !all.choices.empty() || all.pattern || all.unique_items || !all.dependencies.empty();
}

/// The members that a rule requires, where it asks for nothing else but types; none where it does.
std::optional<std::vector<std::string_view>> only_required(const Schema& schema, const Rule& rule) {
  std::vector<std::string_view> names;
  for (const Property& property : rule.properties) {
    if (!asks_nothing(schema.rules[property.rule])) return std::nullopt;
    if (property.presence == Presence::required) names.emplace_back(property.name);
  }
  if (rule.items) return std::nullopt;
  if (rule.constraints == nullptr) return names;
  if (has_limits(*rule.constraints)) return std::nullopt;
  std::size_t uses = 0;
  for_each_use(rule, [&uses](RuleId, Use) { ++uses; });
  if (uses != rule.properties.size()) return std::nullopt;
  names.insert(names.end(), rule.constraints->required.begin(), rule.constraints->required.end());
  return names;
}

/// The rules under an anyOf, where a rule asks for nothing else; null where it does.
const std::vector<RuleId>* only_alternatives(const Rule& rule) {
  const Constraints* const all = rule.constraints.get();
  if (all == nullptr || all->any_of.empty() || rule.types != any_type || !all->required.empty() || has_limits(*all)) {
    return nullptr;
  }
  std::size_t uses = 0;
  for_each_use(rule, [&uses](RuleId, Use) { ++uses; });
  return uses == all->any_of.size() ? &all->any_of : nullptr;
}

std::optional<Negation> negation_of(const Schema& schema, RuleId id, int levels) {
  const Rule& rule = schema.rules[id];
  if (const auto* const alternatives = only_alternatives(rule); alternatives != nullptr && levels > 0) {
    Negation all;
    for (const RuleId alternative : *alternatives) {
      auto one = negation_of(schema, alternative, levels - 1);
      if (!one) return std::nullopt;
      all.types = all.types & one->types;
      all.refused.merge(one->refused);
    }
    return all;
  }
  const auto names = only_required(schema, rule);
  const auto left = all_but(rule.types);
  if (!names || names->size() > 1 || !left) return std::nullopt;
  if (names->empty()) return Negation{*left, {}};
  if (!rule.types.has(Type::object)) return Negation{*left, {}};
  return Negation{*left | Type::object, {names->front()}};
}

}  // namespace

std::optional<Negation> plain_negation(const Schema& schema, RuleId rule) {
  return negation_of(schema, rule, deepest_negation);
}

}  // namespace thoth::comparison
