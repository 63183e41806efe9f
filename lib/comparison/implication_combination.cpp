// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "comparison/closeness.hpp"
#include "comparison/implication.hpp"
#include "comparison/items.hpp"
#include "comparison/negation.hpp"
#include "comparison/words.hpp"
#include "contract/constraints.hpp"

namespace thoth::comparison {
namespace {

/// How deep members are looked into for one that tells two kinds of objects apart.
constexpr std::size_t deepest_mark = 3;

bool are_apart(const View& a, const View& b, std::size_t levels);

/// Whether objects of both kinds would need a member that cannot be of both.
bool have_marks(const View& a, const Facts& of_a, const View& b, const Facts& of_b, std::size_t levels) {
  if (levels == 0) return false;
  std::set<std::string_view> needed = of_a.required;
  needed.insert(of_b.required.begin(), of_b.required.end());
  return std::any_of(needed.begin(), needed.end(), [&](std::string_view name) {
    return are_apart(view_of_member(a, of_a, name), view_of_member(b, of_b, name), levels - 1);
  });
}

bool are_apart(const View& a, const View& b, std::size_t levels) {
  const Facts of_a(a);
  const Facts of_b(b);
  const TypeSet types = of_a.types & of_b.types;
  if (types.empty()) return true;
  // A number that is listed stands for all texts of it, some of which may be allowed.
  if (of_a.values && !of_a.types.has(Type::integer)) {
    return std::none_of(of_a.values->begin(), of_a.values->end(),
                        [&b](const std::string& value) { return allows(b, value); });
  }
  if (of_b.values && !of_b.types.has(Type::integer)) {
    return std::none_of(of_b.values->begin(), of_b.values->end(),
                        [&a](const std::string& value) { return allows(a, value); });
  }
  return types == TypeSet(Type::object) && have_marks(a, of_a, b, of_b, levels);
}

/// The branches that may hold for a value of `a`.
std::vector<RuleId> not_disjoint(const View& a, const Schema& schema, const std::vector<RuleId>& branches) {
  std::vector<RuleId> left;
  for (const RuleId branch : branches) {
    if (!are_disjoint(a, View(schema, {branch}))) left.push_back(branch);
  }
  return left;
}

/// The branches whose values may have a type of those of `a`.
std::vector<RuleId> of_same_type(const Facts& of_a, const Schema& schema, const std::vector<RuleId>& branches) {
  std::vector<RuleId> left;
  for (const RuleId branch : branches) {
    if (!(possible_types(View(schema, {branch})) & of_a.types).empty()) left.push_back(branch);
  }
  return left;
}

/// The closest of some branches; none where none is close.
std::optional<RuleId> closest_of(const View& a, const Schema& schema, const std::vector<RuleId>& branches) {
  std::optional<RuleId> best;
  std::size_t most = 0;
  for (const RuleId branch : branches) {
    const std::size_t close = closeness(a, View(schema, {branch}));
    if (close <= most) continue;
    best = branch;
    most = close;
  }
  return best;
}

const Constraints* constraints_of(const View& view, RuleId id) {
  return view.schema().rules[id].constraints.get();
}

}  // namespace

bool are_disjoint(const View& a, const View& b) {
  return are_apart(a, b, deepest_mark);
}

bool Implication::check_combinations(const Site& site, RuleId id) {
  const Constraints* const all = constraints_of(site.b, id);
  if (all == nullptr) return true;
  bool ok = true;
  if (!all->dependencies.empty() && site.of_a.types.has(Type::object)) {
    if (!goes_on(ok, check_dependencies(site, *all))) return ok;
  }
  if (!all->any_of.empty() && !goes_on(ok, check_alternatives(site, all->any_of, "anyOf"))) return ok;
  if (!all->one_of.empty() && !goes_on(ok, check_alternatives(site, all->one_of, "oneOf"))) return ok;
  if (all->not_rule && !goes_on(ok, check_not(site, *all->not_rule))) return ok;
  if (all->if_rule && !goes_on(ok, check_condition(site, *all))) return ok;
  if (all->asks_what_was_evaluated()) goes_on(ok, check_unevaluated(site, id));
  return ok;
}

/// Where values are of several kinds, each kind may have an alternative of its own.
bool Implication::check_alternatives(const Site& site, const std::vector<RuleId>& branches, std::string_view keyword) {
  if (keyword == "oneOf" && has_same_one_of(site, branches)) return true;
  const auto is_shown = [&](const View& a) {
    return keyword == "oneOf" ? is_one_of(a, site.b.schema(), branches) : is_any_of(a, site.b.schema(), branches);
  };
  if (is_shown(site.a)) return true;
  bool ok = true;
  for (const auto& [type, name] : type_names) {
    if (type == Type::integer && site.of_a.types.has(Type::number)) continue;
    if (!site.of_a.types.has(type)) continue;
    const View some = site.a.only(type == Type::number ? type | Type::integer : TypeSet(type));
    if (is_shown(some)) continue;
    if (quiet()) return false;
    ok = check_closest({some, Facts(some), site.b, site.of_b}, branches, keyword);
  }
  return ok;
}

bool Implication::is_any_of(const View& a, const Schema& schema, const std::vector<RuleId>& branches) {
  return std::any_of(branches.begin(), branches.end(), [&](RuleId branch) { return holds(a, View(schema, {branch})); });
}

/// Exactly one: one is shown, and the others cannot hold beside it.
bool Implication::is_one_of(const View& a, const Schema& schema, const std::vector<RuleId>& branches) {
  const std::vector<RuleId> left = not_disjoint(a, schema, branches);
  return left.size() == 1 && holds(a, View(schema, left));
}

bool Implication::has_same_one_of(const Site& site, const std::vector<RuleId>& branches) {
  return std::any_of(site.a.rules().begin(), site.a.rules().end(), [&](RuleId id) {
    const Constraints* const known = constraints_of(site.a, id);
    if (known == nullptr || known->one_of.size() != branches.size()) return false;
    std::vector<RuleId> left = branches;
    return std::all_of(known->one_of.begin(), known->one_of.end(), [&](RuleId of_a) {
      const auto same = std::find_if(left.begin(), left.end(), [&](RuleId of_b) {
        return are_equal(View(site.a.schema(), {of_a}), View(site.b.schema(), {of_b}));
      });
      const bool found = same != left.end();
      if (found) left.erase(same);
      return found;
    });
  });
}

/// Of the branches, of which those that are `left` may hold, the one that a value was most likely meant to be of.
std::optional<RuleId> Implication::meant_of(const Site& site, const std::vector<RuleId>& branches,
                                            const std::vector<RuleId>& left, std::string_view keyword) {
  const std::vector<RuleId> of_type = of_same_type(site.of_a, site.b.schema(), branches);
  if (of_type.size() == 1) return of_type.front();
  if (left.size() > 1 && keyword != "anyOf") return std::nullopt;
  const bool sure = left.size() == 1 && closeness(site.a, View(site.b.schema(), left)) > 0;
  if (const auto closest = closest_of(site.a, site.b.schema(), sure || left.size() > 1 ? left : of_type))
    return closest;
  if (left.size() == 1) return left.front();
  const auto chosen = site.a.chosen_of(branches.size());
  return chosen && !left.empty() ? std::optional(branches[*chosen]) : std::nullopt;
}

/// No alternative could be shown to hold: tells what is in the way of the one that was most likely meant.
bool Implication::check_closest(const Site& site, const std::vector<RuleId>& branches, std::string_view keyword) {
  const std::vector<RuleId> left = not_disjoint(site.a, site.b.schema(), branches);
  const std::size_t found = sink_->size();
  if (const auto meant = meant_of(site, branches, left, keyword)) {
    const bool other = std::any_of(left.begin(), left.end(), [&meant](RuleId branch) { return branch != *meant; });
    if (other) ++doubts_;
    check(site.a, View(site.b.schema(), {*meant}));
    if (other) --doubts_;
  }
  if (sink_->size() != found) return false;
  return refuse(site, keyword, words::values(site.of_a), words::alternatives(keyword, branches.size()),
                left.empty() ? Decided::yes : Decided::no);
}

bool Implication::check_not(const Site& site, RuleId refused) {
  if (plain_negation(site.b.schema(), refused)) return true;  // Facts have it
  const View what(site.b.schema(), {refused});
  if (are_disjoint(site.a, what)) return true;
  const bool shown = std::any_of(site.a.rules().begin(), site.a.rules().end(), [&](RuleId id) {
    const Constraints* const known = constraints_of(site.a, id);
    return known != nullptr && known->not_rule && holds(what, View(site.a.schema(), {*known->not_rule}));
  });
  return shown ||
         refuse(site, "not", "rejects something else, or nothing", "rejects what its schema matches", Decided::no);
}

/// Where the same condition stands on both sides, what follows from it is compared; else both of what may follow must
/// be shown.
bool Implication::check_condition(const Site& site, const Constraints& all) {
  const auto follows = [&](const View& known, const std::optional<RuleId>& wanted) {
    return !wanted || holds(known, View(site.b.schema(), {*wanted}));
  };
  if (follows(site.a, all.then_rule) && follows(site.a, all.else_rule)) return true;
  const View condition(site.b.schema(), {*all.if_rule});
  if (follows(site.a, all.else_rule) && are_disjoint(site.a, condition)) return true;
  if (follows(site.a, all.then_rule) && holds(site.a, condition)) return true;
  for (const RuleId id : site.a.rules()) {
    const Constraints* const known = constraints_of(site.a, id);
    const bool same =
        known != nullptr && known->if_rule && are_equal(View(site.a.schema(), {*known->if_rule}), condition);
    if (!same) continue;
    if (check_consequence(site, known->then_rule, all.then_rule) &&
        check_consequence(site, known->else_rule, all.else_rule)) {
      return true;
    }
    if (!quiet()) return false;
  }
  return refuse(site, "if", "another condition, or none", "a condition", Decided::no);
}

/// What follows from the same condition.
bool Implication::check_consequence(const Site& site, const std::optional<RuleId>& known,
                                    const std::optional<RuleId>& wanted) {
  if (!wanted) return true;
  return check(known ? site.a.with(*known) : site.a, View(site.b.schema(), {*wanted}));
}

/// What was evaluated depends on the value, but where scopes account for it: only the same rule is known to do the
/// same.
bool Implication::check_unevaluated(const Site& site, RuleId id) {
  const Constraints& all = *constraints_of(site.b, id);
  const bool of_object = all.unevaluated_properties && site.of_a.types.has(Type::object);
  if (of_object && !is_covered_by_scopes(site.b.schema(), id)) {
    return refuse(site, "unevaluatedProperties", "other members", "only the members its schema allows", Decided::no);
  }
  if (!all.unevaluated_items || !site.of_a.types.has(Type::array)) return true;
  if (evaluated_items(site.b.schema(), id)) return true;
  return refuse(site, "unevaluatedItems", "other elements", "only the elements its schema allows", Decided::no);
}

}  // namespace thoth::comparison
