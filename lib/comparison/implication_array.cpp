// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "comparison/below.hpp"
#include "comparison/implication.hpp"
#include "comparison/words.hpp"

namespace thoth::comparison {
namespace {

constexpr std::string_view elements = "elements";

std::string contained(const Facts& facts) {
  if (facts.contains.empty()) return "any elements";
  std::string text;
  for (const Contains* contains : facts.contains) {
    if (!text.empty()) text += ", and ";
    text += words::at_least(contains->least, elements);
    if (contains->max) text += ' ' + words::at_most(contains->max, "");
    text += " that match a schema";
  }
  return text;
}

}  // namespace

bool Implication::check_array(const Site& site) {
  const auto& [a, of_a, b, of_b] = site;
  bool ok = true;
  if (!goes_on(ok, check_items(site))) return ok;
  if (of_b.min_items.value_or(0) > of_a.least_items()) {
    ok = refuse(site, "minItems", words::at_least(of_a.min_items, elements), words::at_least(of_b.min_items, elements));
  }
  const auto max = of_b.max_items || of_b.unique_items ? max_items_of(a, of_a) : std::nullopt;
  if (of_b.max_items && (!max || *max > *of_b.max_items)) {
    ok = refuse(site, "maxItems", words::at_most(max, elements), words::at_most(of_b.max_items, elements));
  }
  const bool unique = of_a.unique_items || max.value_or(2) < 2;
  if (of_b.unique_items && !unique) ok = refuse(site, "uniqueItems", "the same element again", "each element once");
  for (const Contains* wanted : of_b.contains) {
    if (!goes_on(ok, check_contains(site, *wanted))) return ok;
  }
  return ok;
}

/// Those that have rules of their own one by one, and all others at once.
bool Implication::check_items(const Site& site) {
  const std::size_t prefix = std::max(site.of_a.prefix, site.of_b.prefix);
  bool ok = true;
  for (std::size_t i = 0; i <= prefix && i < site.of_a.max_items.value_or(prefix + 1); ++i) {
    const Below item(pointer_, index_in(i, prefix));
    if (!goes_on(ok, check(view_of_item(site.a, i), view_of_item(site.b, i)))) return ok;
  }
  return ok;
}

bool Implication::check_contains(const Site& site, const Contains& wanted) {
  if (has_at_least(site, wanted) && has_at_most(site, wanted)) return true;
  return refuse(site, "contains", contained(site.of_a), contained(site.of_b),
                site.of_a.contains.empty() ? Decided::yes : Decided::no);
}

bool Implication::has_at_least(const Site& site, const Contains& wanted) {
  if (wanted.least == 0) return true;
  const View what(site.b.schema(), {wanted.rule});
  if (site.of_a.least_items() >= wanted.least) {
    bool all = true;
    for (std::size_t i = 0; i <= site.of_a.prefix && all; ++i) all = holds(view_of_item(site.a, i), what);
    if (all) return true;
  }
  return std::any_of(site.of_a.contains.begin(), site.of_a.contains.end(), [&](const Contains* known) {
    return known->least >= wanted.least && holds(View(site.a.schema(), {known->rule}), what);
  });
}

bool Implication::has_at_most(const Site& site, const Contains& wanted) {
  if (!wanted.max || max_items_of(site.a, site.of_a).value_or(*wanted.max + 1) <= *wanted.max) return true;
  const View what(site.b.schema(), {wanted.rule});
  return std::any_of(site.of_a.contains.begin(), site.of_a.contains.end(), [&](const Contains* known) {
    return known->max && *known->max <= *wanted.max && holds(what, View(site.a.schema(), {known->rule}));
  });
}

}  // namespace thoth::comparison
