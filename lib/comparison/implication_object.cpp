// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "comparison/below.hpp"
#include "comparison/implication.hpp"
#include "comparison/words.hpp"
#include "contract/constraints.hpp"
#include "validation/validator.hpp"

namespace thoth::comparison {
namespace {

constexpr std::string_view members = "members";
constexpr std::size_t max_combinations = 32;

/// Rules of which one at least holds for a member that is only known by what its name matches; none: anything goes.
using Options = std::vector<std::optional<RuleId>>;

/// What a scope may say of names that match a pattern of the other side.
Options options_for(const Scope& scope, const Pattern& wanted) {
  Options options;
  for (const auto& [pattern, rule] : scope.patterns) {
    if (pattern->text() == wanted.text()) return {rule};
    options.push_back(rule);
  }
  options.push_back(scope.rest);
  return options;
}

/// And of names that nothing but patterns for all names covers.
std::vector<RuleId> rules_of_rest(const Facts& facts) {
  std::vector<RuleId> rules;
  for (const Scope& scope : facts.scopes) {
    if (scope.rest && !scope.has_pattern_for_all()) rules.push_back(*scope.rest);
    for (const auto& [pattern, rule] : scope.patterns) {
      if (rule && is_in_all(*pattern)) rules.push_back(*rule);
    }
  }
  return rules;
}

/// And of names that match a pattern of one of the side's own scopes.
std::vector<Options> options_beside(const Facts& facts, const Pattern& pattern) {
  std::vector<Options> options;
  for (const Scope& scope : facts.scopes) options.push_back(options_for(scope, pattern));
  return options;
}

/// One option of each, in all ways; those that would be too many are left out, which shows less and nothing false.
std::vector<std::vector<RuleId>> combinations(const std::vector<Options>& of_scopes) {
  std::vector<std::vector<RuleId>> all(1);
  for (const Options& options : of_scopes) {
    if (options.size() * all.size() > max_combinations) continue;
    std::vector<std::vector<RuleId>> longer;
    for (const std::vector<RuleId>& rules : all) {
      for (const std::optional<RuleId>& option : options) {
        longer.push_back(rules);
        if (option) longer.back().push_back(*option);
      }
    }
    all = std::move(longer);
  }
  return all;
}

std::string closedness(const Facts& facts) {
  const bool closed =
      std::any_of(facts.scopes.begin(), facts.scopes.end(), [](const Scope& one) { return one.closed; });
  const bool ruled =
      std::any_of(facts.scopes.begin(), facts.scopes.end(), [](const Scope& one) { return one.rest.has_value(); });
  std::set<std::string_view> texts;
  for (const Scope& scope : facts.scopes) {
    for (const auto& [pattern, rule] : scope.patterns) texts.insert(pattern->text());
  }
  std::string patterns;
  for (const std::string_view text : texts) (patterns += patterns.empty() ? "" : " or ") += text;
  if (patterns.empty()) {
    return closed  ? "no undeclared members"
           : ruled ? "undeclared members that match a schema"
                   : "any undeclared members";
  }
  if (closed) return "undeclared members named " + patterns;
  return std::string(ruled ? "undeclared members that match a schema" : "any undeclared members") +
         ", with a schema for those named " + patterns;
}

std::string dependents(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "with " : ", ") + name;
  return text;
}

}  // namespace

bool Implication::check_object(const Site& site) {
  const auto& [a, of_a, b, of_b] = site;
  bool ok = true;
  if (!goes_on(ok, check_required(site)) || !goes_on(ok, check_members(site))) return ok;
  const auto all_names = of_a.all_names();
  if (!all_names && !goes_on(ok, check_other_members(site))) return ok;
  if (!goes_on(ok, check_names(site))) return ok;
  const std::uint64_t least = std::max<std::uint64_t>(of_a.min_properties.value_or(0), of_a.required.size());
  if (of_b.min_properties.value_or(0) > least) {
    ok = refuse(site, "minProperties", words::at_least(of_a.min_properties, members),
                words::at_least(of_b.min_properties, members));
  }
  if (!of_b.max_properties) return ok;
  const bool few = (of_a.max_properties && *of_a.max_properties <= *of_b.max_properties) ||
                   (all_names && all_names->size() <= *of_b.max_properties);
  if (few) return ok;
  return refuse(site, "maxProperties", words::at_most(of_a.max_properties, members),
                words::at_most(of_b.max_properties, members));
}

bool Implication::check_required(const Site& site) {
  bool ok = true;
  for (const std::string_view name : site.of_b.required) {
    if (site.of_a.required.contains(name)) continue;
    const Below member(pointer_, name);
    ok = refuse(site, "required", "may be absent", "must be present");
  }
  return ok;
}

/// Of all names that either side knows.
bool Implication::check_members(const Site& site) {
  std::set<std::string_view> names;
  for (const Facts* facts : {&site.of_a, &site.of_b}) {
    for (const Scope& scope : facts->scopes) {
      for (const auto& [name, rule] : scope.names) names.insert(name);
    }
    names.insert(facts->required.begin(), facts->required.end());
    names.insert(facts->refused.begin(), facts->refused.end());
  }
  if (!afford(names.size() * (site.of_a.scopes.size() + site.of_b.scopes.size()))) {
    return give_up(site.a, site.b, too_large);
  }
  bool ok = true;
  for (const std::string_view name : names) {
    const bool refused = std::any_of(site.of_a.property_names.begin(), site.of_a.property_names.end(),
                                     [&](RuleId id) { return !allows_name(View(site.a.schema(), {id}), name); });
    if (refused) continue;
    const Below member(pointer_, name);
    if (!goes_on(ok, check(view_of_member(site.a, site.of_a, name), view_of_member(site.b, site.of_b, name))))
      return ok;
  }
  return ok;
}

/// Of names that are known only by the patterns they match, or by matching none.
bool Implication::check_other_members(const Site& site) {
  std::size_t regions = 0;
  for (const Scope& wanted : site.of_b.scopes) regions += wanted.patterns.size() + (wanted.rest ? 1 : 0);
  if (!afford(regions * site.of_a.scopes.size())) return give_up(site.a, site.b, too_large);
  bool ok = true;
  for (const Scope& wanted : site.of_b.scopes) {
    for (const auto& [pattern, rule] : wanted.patterns) {
      if (!rule) continue;
      const auto known = combinations(options_beside(site.of_a, *pattern));
      if (!goes_on(ok, check_region(site, known, *rule, "patternProperties"))) return ok;
    }
    if (!wanted.rest || wanted.has_pattern_for_all()) continue;
    if (!goes_on(ok, check_region(site, {rules_of_rest(site.of_a)}, *wanted.rest, wanted.keyword))) return ok;
    if (!goes_on(ok, check_patterns(site, wanted))) return ok;
  }
  return ok;
}

/// Of names that only a pattern of `a` covers, which the rest of the other side must take.
bool Implication::check_patterns(const Site& site, const Scope& wanted) {
  const View what(site.b.schema(), {*wanted.rest});
  for (const Scope& scope : site.of_a.scopes) {
    for (const auto& [pattern, rule] : scope.patterns) {
      if (wanted.has_pattern(pattern->text())) continue;
      const auto known = combinations(options_beside(site.of_a, *pattern));
      const bool shown = std::all_of(known.begin(), known.end(), [&](const std::vector<RuleId>& rules) {
        return holds(View(site.a.schema(), rules), what);
      });
      if (shown) continue;
      return !quiet() && refuse(site, "patternProperties", closedness(site.of_a), closedness(site.of_b),
                                known.size() == 1 ? Decided::yes : Decided::no);
    }
  }
  return true;
}

bool Implication::check_region(const Site& site, const std::vector<std::vector<RuleId>>& known, RuleId wanted,
                               std::string_view keyword) {
  const View what(site.b.schema(), {wanted});
  const bool shown = std::all_of(known.begin(), known.end(), [&](const std::vector<RuleId>& rules) {
    return holds(View(site.a.schema(), rules), what);
  });
  if (shown || quiet()) return shown;
  if (known.size() != 1 || known.front().empty() || is_impossible(site.b.schema().rules[wanted])) {
    return refuse(site, keyword, closedness(site.of_a), closedness(site.of_b),
                  known.size() == 1 ? Decided::yes : Decided::no);
  }
  const Below member(pointer_, std::nullopt);
  check(View(site.a.schema(), known.front()), what);
  return false;
}

bool Implication::check_names(const Site& site) {
  const auto all_names = site.of_a.all_names();
  for (const RuleId wanted : site.of_b.property_names) {
    const View what(site.b.schema(), {wanted});
    const bool listed = all_names && std::all_of(all_names->begin(), all_names->end(),
                                                 [&](std::string_view name) { return allows_name(what, name); });
    if (listed || holds(View(site.a.schema(), site.of_a.property_names).only(Type::string), what)) continue;
    return refuse(site, "propertyNames", site.of_a.property_names.empty() ? "any names" : "names that match a schema",
                  "names that match a schema", site.of_a.property_names.empty() ? Decided::yes : Decided::no);
  }
  return true;
}

bool Implication::check_dependencies(const Site& site, const Constraints& all) {
  if (!afford(all.dependencies.size() * (site.a.rules().size() + site.of_a.scopes.size()))) {
    return give_up(site.a, site.b, too_large);
  }
  bool ok = true;
  for (const Dependency& wanted : all.dependencies) {
    if (Facts(view_of_member(site.a, site.of_a, wanted.member)).types.empty()) continue;
    std::set<std::string_view> present;
    View with = site.a;
    for (const RuleId id : site.a.rules()) {
      const Constraints* const known = site.a.schema().rules[id].constraints.get();
      if (known == nullptr) continue;
      for (const Dependency& dependency : known->dependencies) {
        if (dependency.member != wanted.member) continue;
        present.insert(dependency.required.begin(), dependency.required.end());
        if (dependency.rule) with = with.with(*dependency.rule);
      }
    }
    present.merge(Facts(with).required);
    const bool listed = std::all_of(wanted.required.begin(), wanted.required.end(),
                                    [&present](const std::string& name) { return present.contains(name); });
    const Below member(pointer_, std::string_view(wanted.member));
    if (!listed) ok = refuse(site, "dependentRequired", "may be present alone", dependents(wanted.required));
    if (!wanted.rule || holds(with, View(site.b.schema(), {*wanted.rule}))) continue;
    ok = refuse(site, "dependentSchemas", "requires something else, or nothing", "requires what its schema says",
                Decided::no);
  }
  return ok;
}

}  // namespace thoth::comparison
