// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/implication.hpp"

#include <algorithm>

#include "comparison/closeness.hpp"
#include "comparison/words.hpp"

namespace thoth::comparison {
namespace {

/// A listed value that is an integer stands for all texts of it: 1 for 1.0 too.
bool allows_any_text(const View& view, const std::string& value, bool plain) {
  if (!allows(view, value)) return false;
  const bool is_integer = value.find_first_not_of("-0123456789") == std::string::npos;
  return plain || !is_integer || allows(view, value + ".0");
}

bool is_container(const std::string& value) {
  return value.front() == '[' || value.front() == '{';
}

std::string_view keyword_of(const Alternatives& alternatives) {
  return alternatives.one_of ? "oneOf" : "anyOf";
}

/// Those of a view's cases that may be objects.
std::vector<View> object_cases(const View& view) {
  std::vector<View> cases = cases_of(view);
  std::erase_if(cases, [](const View& one) { return !Facts(one).types.has(Type::object); });
  return cases;
}

/// The branches that are objects and, where they are more than those of `b`, like none of them.
std::set<std::size_t> extra_objects(const View& a, const Alternatives& alternatives, const View& b) {
  std::vector<View> of_a;
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < alternatives.branches->size(); ++i) {
    const View some = a.with(alternatives, i);
    if (!possible_types(some).has(Type::object)) continue;
    of_a.push_back(some);
    indices.push_back(i);
  }
  std::set<std::size_t> extra;
  const std::vector<View> of_b = object_cases(b);
  if (of_b.empty() || of_a.size() <= of_b.size()) return extra;
  for (const std::size_t i : unmatched(of_a, of_b)) extra.insert(indices[i]);
  return extra;
}

bool has_plain_integers(const Schema& schema) {
  return std::any_of(schema.rules.begin(), schema.rules.end(), [](const Rule& rule) {
    return rule.integers != Integers::by_value && rule.types.has(Type::integer) && !rule.types.has(Type::number);
  });
}

}  // namespace

std::vector<Finding> Implication::findings(const View& a, const View& b) {
  std::vector<Finding> found;
  sink_ = &found;
  check(a, b);
  sink_ = nullptr;
  return found;
}

/// Only finds out.
bool Implication::holds(const View& a, const View& b) {
  std::vector<Finding>* const outside = std::exchange(sink_, nullptr);
  const bool ok = check(a, b);
  sink_ = outside;
  return ok;
}

bool Implication::check(const View& a, const View& b) {
  if (b.allows_anything()) return true;
  if (depth_ == deepest) return give_up(a, b, too_deep);
  if (steps_left_ == 0) return give_up(a, b, too_large);
  --steps_left_;
  ++depth_;
  const bool ok = quiet() ? check_quietly(a, b) : check_loudly(a, b);
  --depth_;
  return ok;
}

/// What was taken for granted on the way to a failure goes with it.
bool Implication::check_quietly(const View& a, const View& b) {
  Pair pair{a, b};
  if (shown_.contains(pair)) return true;
  if (not_shown_.contains(pair)) return false;
  const std::size_t mark = trail_.size();
  shown_.insert(pair);
  trail_.push_back(pair);
  if (check_new(a, b)) return true;
  for (; trail_.size() > mark; trail_.pop_back()) shown_.erase(trail_.back());
  not_shown_.insert(std::move(pair));
  return false;
}

/// What a part of the contracts that several places use lacks is told in full once.
bool Implication::check_loudly(const View& a, const View& b) {
  const auto [known, is_new] = seen_.emplace(Pair{a, b}, Seen{pointer_, std::nullopt});
  if (is_new) {
    const std::size_t before = sink_->size();
    const bool ok = check_new(a, b);
    known->second.holds = ok;
    const bool decided = std::any_of(sink_->begin() + static_cast<std::ptrdiff_t>(before), sink_->end(),
                                     [](const Finding& finding) { return finding.decided == Decided::yes; });
    if (decided) known->second.decided = Decided::yes;
    return ok;
  }
  const Seen& seen = known->second;
  if (seen.holds.value_or(true)) return true;
  if (seen.pointer != pointer_) {
    const std::string as = "as at " + (seen.pointer.empty() ? "the top" : seen.pointer);
    sink_->push_back({pointer_, "$ref", as, as, seen.decided, a.location(), b.location()});
  }
  return false;
}

/// Versions of a schema number most of their rules alike: the rule of the same number is tried first.
bool Implication::has_same(const View& a, const View& b, RuleId id) {
  const std::vector<RuleId>& rules = a.rules();
  const auto is_same = [&](RuleId of_a) { return same_.same(a.schema(), of_a, b.schema(), id); };
  if (std::binary_search(rules.begin(), rules.end(), id) && is_same(id)) return true;
  return afford(rules.size()) && std::any_of(rules.begin(), rules.end(), is_same);
}

bool Implication::check_new(const View& a, const View& b) {
  const bool same = b.only() == any_type &&
                    std::all_of(b.rules().begin(), b.rules().end(), [&](RuleId id) { return has_same(a, b, id); });
  if (same) return true;
  if (!afford(a.rules().size() + b.rules().size())) return give_up(a, b, too_large);
  const Facts of_a(a);
  if (of_a.types.empty()) return true;
  const auto alternatives = a.open_alternatives();
  return alternatives ? check_cases(a, *alternatives, b) : check_site({a, of_a, b, Facts(b)});
}

/// A kind of objects that the other side has nothing alike for is one thing to report, not each of its members.
bool Implication::check_cases(const View& a, const Alternatives& alternatives, const View& b) {
  std::set<std::size_t> extra;
  if (!quiet()) extra = extra_objects(a, alternatives, b);
  bool ok = true;
  for (std::size_t i = 0; i < alternatives.branches->size(); ++i) {
    const View some = a.with(alternatives, i);
    const bool shown = extra.contains(i) ? check_new_alternative(a, some, alternatives, b) : check(some, b);
    if (!goes_on(ok, shown)) return ok;
  }
  return ok;
}

bool Implication::check_new_alternative(const View& a, const View& some, const Alternatives& alternatives,
                                        const View& b) {
  std::vector<Finding> found;
  auto* const outside = std::exchange(sink_, &found);
  auto seen = std::exchange(seen_, {});
  const bool ok = check(some, b);
  seen_ = std::move(seen);
  sink_ = outside;
  if (ok) return true;
  const bool decided =
      std::any_of(found.begin(), found.end(), [](const Finding& finding) { return finding.decided == Decided::yes; });
  const std::string_view keyword = keyword_of(alternatives);
  const auto others = b.open_alternatives();
  return refuse({a, Facts(a), b, Facts(b)}, keyword, words::alternatives(keyword, alternatives.branches->size()),
                others ? words::alternatives(keyword_of(*others), others->branches->size()) : words::values(b),
                decided ? Decided::yes : Decided::no);
}

bool Implication::check_site(const Site& site) {
  if (site.of_a.values) return check_values(site);
  bool ok = true;
  if (!goes_on(ok, check_types(site))) return ok;
  const TypeSet types = site.of_a.types & site.of_b.types;
  if (types.has(Type::integer) && !goes_on(ok, check_number(site))) return ok;
  if (types.has(Type::string) && !goes_on(ok, check_string(site))) return ok;
  if (types.has(Type::array) && !goes_on(ok, check_array(site))) return ok;
  if (types.has(Type::object) && !goes_on(ok, check_object(site))) return ok;
  if (!site.of_b.choices.empty()) {
    if (!goes_on(ok, refuse_values(site))) return ok;
  }
  for (const RuleId id : site.b.rules()) {
    if (!has_same(site.a, site.b, id) && !goes_on(ok, check_combinations(site, id))) return ok;
  }
  return ok;
}

/// Where all values are known, each is tried.
bool Implication::check_values(const Site& site) {
  bool ok = true;
  for (const std::string& value : *site.of_a.values)
    ok = ok && allows_any_text(site.b, value, site.of_a.plain_integers);
  const bool holds_numbers = std::any_of(site.of_a.values->begin(), site.of_a.values->end(), is_container);
  if (ok && holds_numbers && has_plain_integers(site.b.schema())) {
    return refuse_values(site, Decided::no);
  }
  if (ok || quiet()) return ok;
  const bool listed = !site.of_a.choices.empty() || !site.of_b.choices.empty();
  if (!listed && !check_types(site)) return false;
  return refuse_values(site);
}

bool Implication::refuse_values(const Site& site, Decided decided) {
  return !quiet() && refuse(site, "enum", words::values(site.a.whole()), words::values(site.b.whole()), decided);
}

bool Implication::check_types(const Site& site) {
  const TypeSet wanted = possible_types(site.b);
  const TypeSet types = site.of_a.real_types();
  if ((types & wanted) != types) {
    return quiet() ? false : refuse(site, "type", describe(possible_types(site.a.whole())), describe(wanted));
  }
  if (!site.of_a.types.has(Type::integer) || site.of_a.plain_integers || !site.of_b.plain_integers) return true;
  return refuse(site, "type", "an integer, 1.0 included", "an integer, 1.0 excluded");
}

bool Implication::check_number(const Site& site) {
  const auto& [a, of_a, b, of_b] = site;
  bool ok = true;
  const bool integers = !of_a.real_types().has(Type::number);
  const auto& within_lower = integers ? is_integer_within_lower : is_within_lower;
  const auto& within_upper = integers ? is_integer_within_upper : is_within_upper;
  if (of_b.lower && !within_lower(of_a.lower, *of_b.lower)) {
    ok = refuse(site, "minimum", words::lower(of_a.lower), words::lower(of_b.lower));
  }
  if (of_b.upper && !within_upper(of_a.upper, *of_b.upper)) {
    ok = refuse(site, "maximum", words::upper(of_a.upper), words::upper(of_b.upper));
  }
  const json::Decimal one("1");
  for (const Bound* wanted : of_b.multiples) {
    const bool whole = integers && one.is_multiple_of(wanted->value);
    const bool holds = whole || std::any_of(of_a.multiples.begin(), of_a.multiples.end(), [wanted](const Bound* of) {
                         return of->value.is_multiple_of(wanted->value);
                       });
    if (!holds) ok = refuse(site, "multipleOf", words::multiples(of_a), words::multiples(of_b));
  }
  return ok;
}

bool Implication::check_string(const Site& site) {
  const auto& [a, of_a, b, of_b] = site;
  constexpr std::string_view things = "characters";
  bool ok = true;
  if (of_b.min_length.value_or(0) > of_a.min_length.value_or(0)) {
    ok = refuse(site, "minLength", words::at_least(of_a.min_length, things), words::at_least(of_b.min_length, things));
  }
  if (of_b.max_length && (!of_a.max_length || *of_a.max_length > *of_b.max_length)) {
    ok = refuse(site, "maxLength", words::at_most(of_a.max_length, things), words::at_most(of_b.max_length, things));
  }
  const bool same = std::all_of(of_b.patterns.begin(), of_b.patterns.end(), [&of_a = of_a](const Pattern* wanted) {
    return std::any_of(of_a.patterns.begin(), of_a.patterns.end(),
                       [wanted](const Pattern* known) { return known->text() == wanted->text(); });
  });
  if (same) return ok;
  return refuse(site, "pattern", words::patterns(of_a), words::patterns(of_b),
                of_a.patterns.empty() ? Decided::yes : Decided::no);
}

bool Implication::refuse(const Site& site, std::string_view rule, std::string allowed, std::string wanted,
                         Decided decided) {
  if (quiet()) return false;
  if (doubts_ != 0) decided = Decided::no;
  sink_->push_back({pointer_, rule, std::move(allowed), std::move(wanted), decided, site.a.whole().location(),
                    site.b.whole().location()});
  return false;
}

bool Implication::give_up(const View& a, const View& b, std::string_view why) {
  if (quiet()) return false;
  const std::string text(why);
  sink_->push_back({pointer_, "$ref", text, text, Decided::no, a.location(), b.location()});
  return false;
}

TypeSet possible_types(const View& view) {
  const TypeSet all = Facts(view).types;
  const auto alternatives = view.open_alternatives();
  if (!alternatives) return all;
  TypeSet types;
  for (std::size_t i = 0; i < alternatives->branches->size(); ++i) {
    types = types | possible_types(view.with(*alternatives, i));
  }
  return types & all;
}

}  // namespace thoth::comparison
