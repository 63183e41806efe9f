// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/scope.hpp"

#include <algorithm>
#include <array>

#include "contract/constraints.hpp"
#include "validation/validator.hpp"

namespace thoth::comparison {
namespace {

/// What a rule and those that it always applies have their say on, whatever the value is; none where that depends on
/// the value, or where nothing is left over.
std::optional<Scope> evaluated(const Schema& schema, RuleId id) {
  Scope scope;
  const View view(schema, {id});
  for (const RuleId part : view.rules()) {
    const Rule& rule = schema.rules[part];
    for (const Property& property : rule.properties) scope.names.emplace(property.name, std::nullopt);
    const Constraints* const all = rule.constraints.get();
    if (all == nullptr) continue;
    for (const PatternProperties& known : all->pattern_properties) {
      scope.patterns.emplace_back(&known.pattern, std::nullopt);
    }
    const bool depends = !all->any_of.empty() || !all->one_of.empty() || all->if_rule ||
                         (all->dynamic_ref && !all->dynamic_ref->anchor.empty()) ||
                         std::any_of(all->dependencies.begin(), all->dependencies.end(),
                                     [](const Dependency& dependency) { return dependency.rule.has_value(); });
    const bool takes_all = all->additional_properties || (part != id && all->unevaluated_properties);
    if (depends || takes_all) return std::nullopt;
  }
  return scope;
}

}  // namespace

bool is_in_all(const Pattern& pattern) {
  static constexpr std::array<std::string_view, 6> everything{"", "^", "$", ".*", "^.*", ".*$"};
  return std::find(everything.begin(), everything.end(), pattern.text()) != everything.end();
}

void Scope::append_rules(std::string_view name, std::vector<RuleId>& rules) const {
  const auto named = names.find(name);
  bool covered = named != names.end();
  if (covered && named->second) rules.push_back(*named->second);
  for (const auto& [pattern, rule] : patterns) {
    if (!pattern->is_in(name)) continue;
    covered = true;
    if (rule) rules.push_back(*rule);
  }
  if (!covered && rest) rules.push_back(*rest);
}

bool Scope::has_pattern(std::string_view text) const {
  return std::any_of(patterns.begin(), patterns.end(),
                     [text](const auto& pattern) { return pattern.first->text() == text; });
}

bool Scope::has_pattern_for_all() const {
  return std::any_of(patterns.begin(), patterns.end(), [](const auto& pattern) { return is_in_all(*pattern.first); });
}

std::vector<Scope> scopes_of(const View& view) {
  std::vector<Scope> scopes;
  for (const RuleId id : view.rules()) {
    const Rule& rule = view.schema().rules[id];
    const Constraints* const all = rule.constraints.get();
    Scope own;
    own.keyword = "additionalProperties";
    for (const Property& property : rule.properties) own.names.emplace(property.name, property.rule);
    if (all != nullptr) {
      for (const PatternProperties& known : all->pattern_properties) {
        own.patterns.emplace_back(&known.pattern, known.rule);
      }
      own.rest = all->additional_properties;
      own.closed = own.rest && is_impossible(view.schema().rules[*own.rest]);
    }
    if (!own.names.empty() || !own.patterns.empty() || own.rest) scopes.push_back(std::move(own));
    if (all == nullptr || !all->unevaluated_properties) continue;
    if (auto left_over = evaluated(view.schema(), id)) {
      left_over->rest = all->unevaluated_properties;
      left_over->closed = is_impossible(view.schema().rules[*left_over->rest]);
      left_over->keyword = "unevaluatedProperties";
      scopes.push_back(std::move(*left_over));
    }
  }
  return scopes;
}

bool is_covered_by_scopes(const Schema& schema, RuleId rule) {
  return evaluated(schema, rule).has_value();
}

}  // namespace thoth::comparison
