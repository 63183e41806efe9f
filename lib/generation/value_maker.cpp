// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation/value_maker.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "generation/number_text.hpp"
#include "thoth/json.hpp"
#include "thoth/validation.hpp"
#include "validation/validator.hpp"

namespace thoth::generation {
namespace {

constexpr std::array<Type, 7> all_types{Type::null,   Type::boolean, Type::integer, Type::number,
                                        Type::string, Type::array,   Type::object};

bool contains(const std::vector<RuleId>& all, RuleId id) {
  return std::find(all.begin(), all.end(), id) != all.end();
}

}  // namespace

std::string ValueMaker::make(std::size_t attempt, RuleId rule) {
  attempt_ = attempt;
  out_.clear();
  scope_.clear();
  depth_ = 0;
  steps_ = 0;
  validated_ = 0;
  value({rule});
  cut_short_ = is_spent();
  return std::move(out_);
}

void ValueMaker::value(const Rules& on_value) {
  if (depth_ == deepest || ++steps_ > effort_.max_steps || is_spent()) {
    out_ += "null";
    return;
  }
  ++depth_;
  const std::size_t begin = out_.size();
  const std::size_t entered = scope_.size();
  for (std::size_t i = 0; i < tries; ++i) {
    out_.resize(begin);
    scope_.resize(entered);
    const Rules all = expanded(on_value);
    write(all);
    const bool look = std::any_of(all.begin(), all.end(), [this](RuleId id) { return needs_a_look(rule(id)); });
    scope_.resize(entered);
    if (!look || is_spent() || holds(on_value, begin)) break;
  }
  --depth_;
}

bool ValueMaker::needs_a_look(const Rule& rule) {
  if (rule.constraints == nullptr) return false;
  const Constraints& all = *rule.constraints;
  return all.choices.size() > 1 || !all.one_of.empty() || !all.any_of.empty() || !all.all_of.empty() || all.not_rule ||
         all.if_rule || all.ref || all.dynamic_ref || all.pattern || all.property_names || all.contains ||
         !all.pattern_properties.empty() || !all.dependencies.empty() || all.asks_what_was_evaluated();
}

/// Whether what was written from `begin` on keeps the rules.
bool ValueMaker::holds(const Rules& on_value, std::size_t begin) {
  validated_ += out_.size() - begin;
  const json::Parsed parsed = json::parse(std::string_view(out_).substr(begin));
  return parsed.document != nullptr && parsed.violations.empty() && holds(on_value, parsed.document->root());
}

bool ValueMaker::holds(const Rules& on_value, const json::Node& node) const {
  const ValidationOptions options;
  return std::all_of(on_value.begin(), on_value.end(),
                     [&](RuleId id) { return Validator(schema_, options).accepts(id, node, scope_); });
}

bool ValueMaker::allows(const Rules& all, Type type) const {
  return std::all_of(all.begin(), all.end(), [&](RuleId id) {
    const TypeSet types = rule(id).types;
    return types.has(type) || (type == Type::integer && types.has(Type::number));
  });
}

ValueMaker::Rules ValueMaker::expanded(const Rules& on_value) {
  Rules all;
  for (const RuleId id : on_value) expand(id, all);
  return all;
}

/// Adds a rule, and those that stand on the same value, one of each that need not all hold.
void ValueMaker::expand(RuleId id, Rules& all) {
  if (contains(all, id)) return;
  all.push_back(id);
  if (!schema_.dynamic_anchors.empty() && (scope_.empty() || scope_.back() != rule(id).resource)) {
    scope_.push_back(rule(id).resource);
  }
  const Constraints* const more = constraints(id);
  if (more == nullptr) return;
  for (const RuleId part : more->all_of) expand(part, all);
  if (more->ref) expand(*more->ref, all);
  if (more->dynamic_ref) expand(dynamic_target(schema_, scope_, *more->dynamic_ref), all);
  if (!more->any_of.empty()) expand_some(more->any_of, all);
  if (!more->one_of.empty()) expand(branch(more->one_of, all), all);
  if (more->not_rule) expand(opposites_.at(*more->not_rule), all);
  if (!more->if_rule) return;
  const bool holds = random_.coin();
  expand(holds ? *more->if_rule : opposites_.at(*more->if_rule), all);
  const auto& then = holds ? more->then_rule : more->else_rule;
  if (then) expand(*then, all);
}

/// One, and now and then others beside it: a value may need what several of them allow.
void ValueMaker::expand_some(const std::vector<RuleId>& branches, Rules& all) {
  expand(branch(branches, all), all);
  if (random_.coin()) return;
  for (const RuleId other : branches) {
    if (random_.below(4) == 0 && have_common_type(all, other)) expand(other, all);
  }
}

bool ValueMaker::have_common_type(Rules all, RuleId other) const {
  all.push_back(other);
  return std::any_of(all_types.begin(), all_types.end(), [&](Type type) { return allows(all, type); });
}

/// One that has a type in common with the rules beside it; deep down one that is no container, if there is any.
RuleId ValueMaker::branch(const std::vector<RuleId>& branches, const Rules& beside) {
  const std::size_t first = random_.below(branches.size());
  std::vector<RuleId> fit;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    Rules together = beside;
    together.push_back(branches[(first + i) % branches.size()]);
    const auto has = [&](Type type) { return allows(together, type); };
    if (std::none_of(all_types.begin(), all_types.end(), has)) continue;
    fit.push_back(together.back());
    if (depth_ <= deep || std::any_of(all_types.begin(), all_types.end() - 2, has)) return together.back();
  }
  return fit.empty() ? branches[first] : fit.front();
}

std::vector<const Constraints*> ValueMaker::constraints_of(const Rules& all) const {
  std::vector<const Constraints*> some;
  for (const RuleId id : all) {
    if (constraints(id) != nullptr) some.push_back(constraints(id));
  }
  return some;
}

void ValueMaker::write(const Rules& all) {
  if (write_choice(all)) return;
  if (attempt_ % 3 == 2 && write_example(all)) return;
  std::vector<Type> types;
  for (const Type type : all_types) {
    if (allows(all, type)) types.push_back(type);
  }
  if (types.empty()) {
    out_ += "null";
    return;
  }
  const auto scalars = std::find_if(types.begin(), types.end(), [](Type type) { return type >= Type::array; });
  const bool small = depth_ > deep && scalars != types.begin();
  const auto count = small ? scalars - types.begin() : types.end() - types.begin();
  write_type(all, types[random_.below(static_cast<std::size_t>(count))]);
}

/// One of the values of a list of choices, if there is one; if any is, one that keeps the other rules.
bool ValueMaker::write_choice(const Rules& all) {
  const Choice* shortest = nullptr;
  for (const Constraints* more : constraints_of(all)) {
    for (const Choice& choice : more->choices) {
      if (shortest == nullptr || choice.values.size() < shortest->values.size()) shortest = &choice;
    }
  }
  if (shortest == nullptr || shortest->values.empty()) return false;
  constexpr std::size_t enough = 100;
  const std::size_t begin = out_.size();
  const std::size_t first = random_.below(shortest->values.size());
  for (std::size_t i = 0; i < std::min(shortest->values.size(), enough); ++i) {
    out_.resize(begin);
    out_ += shortest->values[(first + i) % shortest->values.size()];
    if (holds(all, begin) || is_spent()) break;
  }
  return true;
}

bool ValueMaker::write_example(const Rules& all) {
  const auto found = std::find_if(all.begin(), all.end(), [this](RuleId id) { return !rule(id).example_json.empty(); });
  if (found == all.end()) return false;
  out_ += rule(*found).example_json;
  return true;
}

void ValueMaker::write_type(const Rules& all, Type type) {
  switch (type) {
    case Type::null:
      out_ += "null";
      break;
    case Type::boolean:
      out_ += random_.coin() ? "true" : "false";
      break;
    case Type::integer:
    case Type::number:
      write_number(all);
      break;
    case Type::string:
      write_string(all);
      break;
    case Type::array:
      write_array(all);
      break;
    case Type::object:
      write_object(all);
      break;
  }
}

void ValueMaker::write_number(const Rules& all) {
  const bool any = allows(all, Type::number) && random_.coin();
  out_ += number_text(constraints_of(all), any ? Fraction::some : Fraction::none, random_);
}

/// Whether nothing satisfies them all, for all that is plain to see.
bool ValueMaker::impossible(const Rules& all) const {
  return std::any_of(all.begin(), all.end(), [this](RuleId id) {
    const Constraints* const more = constraints(id);
    return is_impossible(rule(id)) || (more != nullptr && more->not_rule && asks_nothing(rule(*more->not_rule)));
  });
}

}  // namespace thoth::generation
