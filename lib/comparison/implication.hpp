// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "comparison/facts.hpp"
#include "comparison/finding.hpp"
#include "comparison/same_rules.hpp"
#include "comparison/view.hpp"

namespace thoth::comparison {

/// Shows that whatever one view allows another allows too, keyword by keyword; what cannot be shown is a finding.
/// Values are finite, so that a part of a value may take for granted what is being shown of the whole. Views' schemas
/// must outlive this, and have no $dynamicRef.
class Implication {
 public:
  /// Why what `a` allows need not satisfy `b`. None: it does.
  std::vector<Finding> findings(const View& a, const View& b);

 private:
  using Pair = std::pair<View, View>;
  /// What is being compared.
  struct Site {
    const View& a;
    const Facts& of_a;
    const View& b;
    const Facts& of_b;
  };
  /// Where a pair was looked at for its findings, and what came of it; none while it is being looked at.
  struct Seen {
    std::string pointer;
    std::optional<bool> holds;
    Decided decided = Decided::no;  ///< whether anything that it lacks is
  };

  static constexpr std::size_t deepest = 200;
  static constexpr std::size_t max_steps = 300'000;
  static constexpr std::size_t max_work = 50'000'000;  // rules and scopes that are looked at for one another

  // Each returns whether it could be shown.
  bool holds(const View& a, const View& b);
  bool check(const View& a, const View& b);
  bool check_quietly(const View& a, const View& b);
  bool check_loudly(const View& a, const View& b);
  bool has_same(const View& a, const View& b, RuleId id);
  bool check_new(const View& a, const View& b);
  bool check_cases(const View& a, const Alternatives& alternatives, const View& b);
  bool check_new_alternative(const View& a, const View& some, const Alternatives& alternatives, const View& b);
  bool check_site(const Site& site);
  bool check_values(const Site& site);
  bool check_types(const Site& site);
  bool check_number(const Site& site);
  bool check_string(const Site& site);

  bool check_array(const Site& site);
  bool check_items(const Site& site);
  bool check_contains(const Site& site, const Contains& wanted);
  bool has_at_least(const Site& site, const Contains& wanted);
  bool has_at_most(const Site& site, const Contains& wanted);

  bool check_object(const Site& site);
  bool check_required(const Site& site);
  bool check_members(const Site& site);
  bool check_other_members(const Site& site);
  bool check_patterns(const Site& site, const Scope& wanted);
  bool check_region(const Site& site, const std::vector<std::vector<RuleId>>& known, RuleId wanted,
                    std::string_view keyword);
  bool check_names(const Site& site);
  bool check_dependencies(const Site& site, const Constraints& all);

  bool check_combinations(const Site& site, RuleId id);
  bool check_alternatives(const Site& site, const std::vector<RuleId>& branches, std::string_view keyword);
  bool is_any_of(const View& a, const Schema& schema, const std::vector<RuleId>& branches);
  bool is_one_of(const View& a, const Schema& schema, const std::vector<RuleId>& branches);
  [[nodiscard]] static std::optional<RuleId> meant_of(const Site& site, const std::vector<RuleId>& branches,
                                                      const std::vector<RuleId>& left, std::string_view keyword);
  bool check_closest(const Site& site, const std::vector<RuleId>& branches, std::string_view keyword);
  bool check_not(const Site& site, RuleId refused);
  bool check_condition(const Site& site, const Constraints& all);
  bool check_consequence(const Site& site, const std::optional<RuleId>& known, const std::optional<RuleId>& wanted);
  bool check_unevaluated(const Site& site, RuleId id);
  bool has_same_one_of(const Site& site, const std::vector<RuleId>& branches);
  bool are_equal(const View& a, const View& b) { return holds(a, b) && holds(b, a); }

  // Each returns false, for what it reports could not be shown.
  bool refuse(const Site& site, std::string_view rule, std::string allowed, std::string wanted,
              Decided decided = Decided::yes);
  bool refuse_values(const Site& site, Decided decided = Decided::yes);
  bool give_up(const View& a, const View& b, std::string_view why);

  /// Whether there is time for so much work, which is taken from it.
  bool afford(std::size_t work) {
    const bool enough = work <= work_left_;
    work_left_ = enough ? work_left_ - work : 0;
    return enough;
  }
  [[nodiscard]] bool quiet() const { return sink_ == nullptr; }
  /// Notes a result; true if it is worth going on.
  bool goes_on(bool& ok, bool result) const {
    ok = ok && result;
    return ok || !quiet();
  }

  SameRules same_;
  std::map<Pair, Seen> seen_;
  std::set<Pair> shown_;     // or being shown
  std::vector<Pair> trail_;  // of shown_, in the order they came
  std::set<Pair> not_shown_;
  std::vector<Finding>* sink_ = nullptr;
  std::string pointer_;
  std::size_t depth_ = 0;
  std::size_t steps_left_ = max_steps;
  std::size_t work_left_ = max_work;
  std::size_t doubts_ = 0;  // alternatives on the way of which another one may hold
};

/// Whether it is plain that no value satisfies both views.
[[nodiscard]] bool are_disjoint(const View& a, const View& b);

/// The types that a value may have, alternatives considered.
[[nodiscard]] TypeSet possible_types(const View& view);

}  // namespace thoth::comparison
