// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation/opposites.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "contract/constraints.hpp"

namespace thoth::generation {
namespace {

constexpr std::size_t deepest = 20;        // opposites within each other
constexpr std::size_t max_rules = 20'000;  // of them
constexpr std::size_t max_ways = 30;       // of one rule
constexpr TypeSet numbers = Type::integer | Type::number;

/// The types that a set lacks. Where it has integers, those numbers are left that are none.
TypeSet others(TypeSet types) {
  TypeSet left;
  for (const auto& [type, name] : type_names) {
    const bool is_integer = type == Type::integer && types.has(Type::number);
    if (!types.has(type) && !is_integer) left = left | type;
  }
  return left;
}

/// Adds opposites. Rules move as they become more: none is held on to.
class Inversion {
 public:
  explicit Inversion(Schema& schema)
      : schema_(schema), first_(schema.rules.size()), anything_(add(any_type, {})), nothing_(add({}, {})) {}

  RuleId opposite(RuleId id, std::size_t depth);

 private:
  using Ways = std::vector<RuleId>;

  Ways ways_to_break(const Rule& rule, std::size_t depth);
  void add_numbers(const Constraints& all, Ways& ways);
  void add_sizes(const Constraints& all, Ways& ways);
  void add_members(const Rule& rule, std::size_t depth, Ways& ways);
  void add_elements(const Rule& rule, std::size_t depth, Ways& ways);
  void add_dependency(const Dependency& dependency, std::size_t depth, Ways& ways);
  void add_combinations(const Constraints& all, std::size_t depth, Ways& ways);
  RuleId add(TypeSet types, Constraints constraints) { return append_rule(schema_, types, std::move(constraints)); }
  RuleId add_object(const std::string& member, RuleId rule, Presence presence) {
    return append_object_rule(schema_, member, rule, presence);
  }

  Schema& schema_;
  std::size_t first_;
  RuleId anything_;
  RuleId nothing_;
  Opposites known_;
};

RuleId Inversion::opposite(RuleId id, std::size_t depth) {
  if (asks_nothing(schema_.rules[id])) return nothing_;
  if (depth == deepest || schema_.rules.size() - first_ > max_rules) return anything_;
  const auto [known, is_new] = known_.try_emplace(id, 0);
  if (!is_new) return known->second;
  const RuleId made = add(any_type, {});
  known->second = made;
  const Rule rule = schema_.rules[id];
  Constraints constraints;
  constraints.any_of = ways_to_break(rule, depth + 1);
  constraints.any_of.push_back(anything_);
  constraints.find_out();
  schema_.rules[made].constraints = std::make_shared<const Constraints>(std::move(constraints));
  return made;
}

Inversion::Ways Inversion::ways_to_break(const Rule& rule, std::size_t depth) {
  Ways ways;
  if (rule.types != any_type) ways.push_back(add(others(rule.types), {}));
  add_members(rule, depth, ways);
  add_elements(rule, depth, ways);
  if (rule.constraints == nullptr) return ways;
  add_numbers(*rule.constraints, ways);
  add_sizes(*rule.constraints, ways);
  add_combinations(*rule.constraints, depth, ways);
  return ways;
}

void Inversion::add_numbers(const Constraints& all, Ways& ways) {
  const auto bound = [&](const std::optional<Bound>& known, std::optional<Bound> Constraints::*opposite) {
    if (!known) return;
    Constraints constraints;
    constraints.*opposite = known;
    ways.push_back(add(numbers, std::move(constraints)));
  };
  bound(all.minimum, &Constraints::exclusive_maximum);
  bound(all.maximum, &Constraints::exclusive_minimum);
  bound(all.exclusive_minimum, &Constraints::maximum);
  bound(all.exclusive_maximum, &Constraints::minimum);
}

void Inversion::add_sizes(const Constraints& all, Ways& ways) {
  using Size = std::optional<std::uint64_t>;
  const auto too_small = [&](Type type, const Size& least, Size Constraints::*max) {
    if (!least || *least == 0) return;
    Constraints constraints;
    constraints.*max = *least - 1;
    ways.push_back(add(type, std::move(constraints)));
  };
  const auto too_large = [&](Type type, const Size& max, Size Constraints::*least) {
    if (!max || *max == UINT64_MAX) return;
    Constraints constraints;
    constraints.*least = *max + 1;
    ways.push_back(add(type, std::move(constraints)));
  };
  too_small(Type::string, all.min_length, &Constraints::max_length);
  too_large(Type::string, all.max_length, &Constraints::min_length);
  too_small(Type::array, all.min_items, &Constraints::max_items);
  too_large(Type::array, all.max_items, &Constraints::min_items);
  too_small(Type::object, all.min_properties, &Constraints::max_properties);
  too_large(Type::object, all.max_properties, &Constraints::min_properties);
}

void Inversion::add_members(const Rule& rule, std::size_t depth, Ways& ways) {
  for (const Property& property : rule.properties) {
    if (ways.size() > max_ways) return;
    if (property.presence == Presence::required) {
      ways.push_back(add_object(property.name, nothing_, Presence::optional));
    }
    if (asks_nothing(schema_.rules[property.rule])) continue;
    ways.push_back(add_object(property.name, opposite(property.rule, depth), Presence::required));
  }
  if (rule.constraints == nullptr) return;
  for (const std::string& name : rule.constraints->required) {
    if (ways.size() > max_ways) return;
    ways.push_back(add_object(name, nothing_, Presence::optional));
  }
}

void Inversion::add_elements(const Rule& rule, std::size_t depth, Ways& ways) {
  if (rule.items) {
    Constraints constraints;
    constraints.contains = Contains{opposite(*rule.items, depth), 1, std::nullopt};
    ways.push_back(add(Type::array, std::move(constraints)));
  }
  if (rule.constraints == nullptr || !rule.constraints->contains) return;
  const RuleId other = opposite(rule.constraints->contains->rule, depth);
  ways.push_back(add(Type::array, {}));
  schema_.rules.back().items = other;
}

void Inversion::add_combinations(const Constraints& all, std::size_t depth, Ways& ways) {
  if (all.not_rule) ways.push_back(*all.not_rule);
  if (all.if_rule) {
    const auto add_way = [&](RuleId condition, const std::optional<RuleId>& consequence) {
      if (!consequence) return;
      Constraints both;
      both.all_of = {condition, opposite(*consequence, depth)};
      ways.push_back(add(any_type, std::move(both)));
    };
    add_way(*all.if_rule, all.then_rule);
    if (all.else_rule) add_way(opposite(*all.if_rule, depth), all.else_rule);
  }
  for (const Dependency& dependency : all.dependencies) add_dependency(dependency, depth, ways);
  if (all.ref) ways.push_back(opposite(*all.ref, depth));
  for (const RuleId id : all.all_of) ways.push_back(opposite(id, depth));
  for (const auto* alternatives : {&all.any_of, &all.one_of}) {
    if (alternatives->empty()) continue;
    Constraints constraints;
    for (const RuleId id : *alternatives) constraints.all_of.push_back(opposite(id, depth));
    ways.push_back(add(any_type, std::move(constraints)));
  }
}

/// A member that is there without what it asks for.
void Inversion::add_dependency(const Dependency& dependency, std::size_t depth, Ways& ways) {
  const auto add_way = [&](RuleId broken) {
    Constraints both;
    both.all_of = {add_object(dependency.member, anything_, Presence::required), broken};
    ways.push_back(add(any_type, std::move(both)));
  };
  for (const std::string& name : dependency.required) {
    if (ways.size() > max_ways) return;
    add_way(add_object(name, nothing_, Presence::optional));
  }
  if (dependency.rule) add_way(opposite(*dependency.rule, depth));
}

}  // namespace

Opposites add_opposites(Schema& schema) {
  std::vector<RuleId> refused;
  for (const Rule& rule : schema.rules) {
    if (rule.constraints == nullptr) continue;
    for (const auto& id : {rule.constraints->not_rule, rule.constraints->if_rule}) {
      if (id) refused.push_back(*id);
    }
  }
  Opposites opposites;
  if (refused.empty()) return opposites;
  Inversion inversion(schema);
  for (const RuleId id : refused) opposites[id] = inversion.opposite(id, 0);
  return opposites;
}

}  // namespace thoth::generation
