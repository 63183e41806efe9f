// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/goals.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "generation/pattern_text.hpp"
#include "generation/random.hpp"
#include "thoth/json_pointer.hpp"

namespace thoth::comparison {
namespace {

constexpr std::size_t max_rules_at = 64;  // of one place
constexpr std::size_t max_names = 8;      // of members that are not declared
constexpr const char* any_part = "*";

/// A token as the index of an element; none where it is a name alone.
std::optional<std::size_t> index_of(const std::string& token) {
  constexpr std::size_t max_digits = 4;
  if (token.empty() || token.size() > max_digits || token.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  return std::stoul(token);
}

/// The rules of another schema with numbers that come after those of the first.
void append_rules(const Schema& from, Schema& to) {
  const auto first = static_cast<RuleId>(to.rules.size());
  std::uint32_t resources = 0;
  for (const Rule& rule : to.rules) resources = std::max(resources, rule.resource + 1);
  for (Rule rule : from.rules) {
    auto constraints = rule.constraints ? std::make_shared<Constraints>(*rule.constraints) : nullptr;
    for_each_use(rule, constraints.get(), [first](RuleId& used, Use) { used += first; });
    rule.constraints = constraints;
    rule.resource += resources;
    to.rules.push_back(std::move(rule));
  }
  for (DynamicAnchor anchor : from.dynamic_anchors) {
    anchor.resource += resources;
    anchor.rule += first;
    to.dynamic_anchors.push_back(std::move(anchor));
  }
}

}  // namespace

Goals::Goals(Schema takes, const Schema& refuses) : schema_(std::move(takes)) {
  refusing_ = static_cast<RuleId>(schema_.rules.size()) + refuses.start;
  append_rules(refuses, schema_);
  anything_ = add(any_type, {});
  schema_.rules[anything_].constraints = nullptr;
  nothing_ = add({}, {});
  both_ = together({schema_.start, refusing_});
}

std::vector<RuleId> Goals::add(const std::string& pointer) {
  const Tokens tokens = json::Pointer::parse(pointer).value_or(json::Pointer()).steps();
  const std::size_t size = tokens.size();
  std::vector<RuleId> goals;
  const auto add_goal = [&](RuleId goal) { goals.push_back(together({schema_.start, goal})); };
  add_goal(path_to(tokens, size, refused_at(tokens, size)));
  if (size > 0) {
    add_goal(path_to(tokens, size, anything_));
    add_goal(path_to(tokens, size - 1, object_with(tokens.back(), nothing_, Presence::optional)));
    add_goal(path_to(tokens, size - 1, refused_at(tokens, size - 1)));
  }
  Tokens longer = tokens;
  longer.emplace_back(any_part);
  add_goal(path_to(longer, size + 1, anything_));
  add_goal(path_to(longer, size + 1, refused_at(longer, size + 1)));
  Constraints opposite;
  opposite.not_rule = refusing_;
  add_goal(add(any_type, std::move(opposite)));
  goals.push_back(schema_.start);
  return goals;
}

/// The rules that may apply to a value there, in whatever case.
std::vector<RuleId> Goals::rules_at(RuleId start, const Tokens& tokens, std::size_t size) const {
  std::set<RuleId> rules;
  add_in_place(start, rules);
  for (std::size_t i = 0; i < size; ++i) {
    std::set<RuleId> parts;
    for (const RuleId id : rules) add_parts(id, tokens[i], parts);
    rules.clear();
    for (const RuleId id : parts) add_in_place(id, rules);
  }
  std::vector<RuleId> some(rules.begin(), rules.end());
  if (some.size() > max_rules_at) some.resize(max_rules_at);
  return some;
}

void Goals::add_in_place(RuleId id, std::set<RuleId>& rules) const {
  std::vector<RuleId> open{id};
  while (!open.empty()) {
    const RuleId next = open.back();
    open.pop_back();
    if (!rules.insert(next).second) continue;
    for_each_use(schema_.rules[next], [&open](RuleId used, Use use) {
      if (use == Use::in_place) open.push_back(used);
    });
  }
}

void Goals::add_parts(RuleId id, const std::string& token, std::set<RuleId>& parts) const {
  const Rule& rule = schema_.rules[id];
  const Constraints* const all = rule.constraints.get();
  const auto index = index_of(token);
  if (token == any_part || index) {
    const bool has_own = index && all != nullptr && *index < all->prefix_items.size();
    if (has_own) {
      parts.insert(all->prefix_items[*index]);
    } else if (rule.items) {
      parts.insert(*rule.items);
    }
    if (all != nullptr && all->contains) parts.insert(all->contains->rule);
    if (all != nullptr && all->unevaluated_items) parts.insert(*all->unevaluated_items);
  }
  for (const Property& property : rule.properties) {
    if (property.name == token) parts.insert(property.rule);
  }
  if (all == nullptr) return;
  for (const PatternProperties& known : all->pattern_properties) {
    if (token == any_part || known.pattern.is_in(token)) parts.insert(known.rule);
  }
  if (all->additional_properties) parts.insert(*all->additional_properties);
  if (all->unevaluated_properties) parts.insert(*all->unevaluated_properties);
}

/// Names of members that are not declared there, or that a pattern asks for.
std::vector<std::string> Goals::names_at(const Tokens& tokens, std::size_t size) const {
  std::set<std::string> declared;
  std::vector<std::string> of_patterns;
  generation::Random random(0);
  for (const RuleId start : {schema_.start, refusing_}) {
    for (const RuleId id : rules_at(start, tokens, size)) {
      for (const Property& property : schema_.rules[id].properties) declared.insert(property.name);
      const Constraints* const all = schema_.rules[id].constraints.get();
      if (all == nullptr) continue;
      for (const PatternProperties& known : all->pattern_properties) {
        const auto text = generation::PatternText::read(known.pattern.text());
        if (text && of_patterns.size() < max_names) of_patterns.push_back(text->make(random, 1));
      }
    }
  }
  std::vector<std::string> names;
  for (const char* name : {"a", "b", "x", "other"}) {
    if (!declared.contains(name)) names.emplace_back(name);
    if (names.size() == 2) break;
  }
  for (std::string& name : of_patterns) {
    if (!declared.contains(name)) names.push_back(std::move(name));
  }
  return names;
}

/// What some rule of the contract that refuses may refuse there; anything where it has none.
RuleId Goals::refused_at(const Tokens& tokens, std::size_t size) {
  std::vector<RuleId> ways;
  for (const RuleId id : rules_at(refusing_, tokens, size)) {
    Constraints opposite;
    opposite.not_rule = id;
    ways.push_back(add(any_type, std::move(opposite)));
  }
  return ways.empty() ? anything_ : any_of(std::move(ways));
}

RuleId Goals::path_to(const Tokens& tokens, std::size_t size, RuleId value) {
  for (std::size_t i = size; i > 0; --i) value = step_to(tokens, i - 1, value);
  return value;
}

RuleId Goals::step_to(const Tokens& tokens, std::size_t index, RuleId value) {
  const std::string& token = tokens[index];
  std::vector<RuleId> ways;
  if (token == any_part) {
    Constraints array;
    array.contains = Contains{value, 1, std::nullopt};
    ways.push_back(add(Type::array, std::move(array)));
    for (const std::string& name : names_at(tokens, index))
      ways.push_back(object_with(name, value, Presence::required));
    return any_of(std::move(ways));
  }
  ways.push_back(object_with(token, value, Presence::required));
  if (const auto at = index_of(token)) {
    Constraints array;
    array.prefix_items.assign(*at, anything_);
    array.prefix_items.push_back(value);
    array.min_items = *at + 1;
    ways.push_back(add(Type::array, std::move(array)));
  }
  return any_of(std::move(ways));
}

RuleId Goals::object_with(const std::string& name, RuleId value, Presence presence) {
  return append_object_rule(schema_, name, value, presence, schema_.rules[schema_.start].resource);
}

RuleId Goals::any_of(std::vector<RuleId> rules) {
  if (rules.size() == 1) return rules.front();
  Constraints constraints;
  constraints.any_of = std::move(rules);
  return add(any_type, std::move(constraints));
}

RuleId Goals::together(std::vector<RuleId> rules) {
  Constraints constraints;
  constraints.all_of = std::move(rules);
  return add(any_type, std::move(constraints));
}

RuleId Goals::add(TypeSet types, Constraints constraints) {
  return append_rule(schema_, types, std::move(constraints), schema_.rules[schema_.start].resource);
}

}  // namespace thoth::comparison
