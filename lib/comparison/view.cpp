// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/view.hpp"

#include <algorithm>

#include "contract/constraints.hpp"
#include "validation/validator.hpp"

namespace thoth::comparison {
namespace {

/// Alternatives within alternatives multiply.
constexpr std::size_t max_cases = 64;

/// Where a condition always holds, or never: what follows from it.
std::optional<RuleId> certain_consequence(const Schema& schema, const Constraints& all) {
  if (!all.if_rule) return std::nullopt;
  if (asks_nothing(schema.rules[*all.if_rule])) return all.then_rule;
  return is_impossible(schema.rules[*all.if_rule]) ? all.else_rule : std::nullopt;
}

}  // namespace

View::View(const Schema& schema, const std::vector<RuleId>& rules) : schema_(&schema), whole_(rules) {
  add(rules);
}

View View::only(TypeSet types) const {
  View some = *this;
  some.only_ = only_ & types;
  return some;
}

void View::add(std::vector<RuleId> open) {
  while (!open.empty()) {
    const RuleId id = open.back();
    open.pop_back();
    const auto at = std::lower_bound(rules_.begin(), rules_.end(), id);
    if (at != rules_.end() && *at == id) continue;
    rules_.insert(at, id);
    const Constraints* const all = schema_->rules[id].constraints.get();
    if (all == nullptr) continue;
    open.insert(open.end(), all->all_of.begin(), all->all_of.end());
    if (all->ref) open.push_back(*all->ref);
    if (const auto consequence = certain_consequence(*schema_, *all)) open.push_back(*consequence);
    if (all->dynamic_ref && all->dynamic_ref->anchor.empty()) open.push_back(all->dynamic_ref->otherwise);
  }
}

std::optional<Alternatives> View::open_alternatives() const {
  for (const RuleId id : rules_) {
    const Constraints* const all = schema_->rules[id].constraints.get();
    if (all == nullptr) continue;
    for (const bool one_of : {false, true}) {
      const auto& branches = one_of ? all->one_of : all->any_of;
      if (branches.empty() || branches.size() * cases_ > max_cases) continue;
      const bool chosen = std::any_of(chosen_.begin(), chosen_.end(), [&](const Choice& choice) {
        return choice.rule == id && choice.one_of == one_of;
      });
      if (!chosen) return Alternatives{id, one_of, &branches};
    }
  }
  return std::nullopt;
}

View View::with(const Alternatives& alternatives, std::size_t branch) const {
  const std::size_t branches = alternatives.branches->size();
  View chosen = with((*alternatives.branches)[branch]);
  chosen.chosen_.push_back({alternatives.rule, alternatives.one_of, branch, branches});
  chosen.cases_ *= branches;
  return chosen;
}

std::optional<std::size_t> View::chosen_of(std::size_t branches) const {
  const auto found = std::find_if(chosen_.begin(), chosen_.end(),
                                  [branches](const Choice& choice) { return choice.branches == branches; });
  return found == chosen_.end() ? std::nullopt : std::optional(found->branch);
}

View View::with(RuleId rule) const {
  View more = *this;
  more.add({rule});
  return more;
}

std::string View::location() const {
  return whole_.empty() ? "" : schema_->rules[whole_.front()].location;
}

std::vector<View> cases_of(const View& view) {
  std::vector<View> cases;
  std::vector<View> open{view};
  while (!open.empty()) {
    const View one = std::move(open.back());
    open.pop_back();
    const auto alternatives = one.open_alternatives();
    if (!alternatives) {
      cases.push_back(one);
      continue;
    }
    for (std::size_t i = alternatives->branches->size(); i > 0; --i) open.push_back(one.with(*alternatives, i - 1));
  }
  return cases;
}

}  // namespace thoth::comparison
