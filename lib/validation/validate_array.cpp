// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include "json/describe.hpp"
#include "json/duplicate_names.hpp"
#include "json/value_key.hpp"
#include "validation/validator.hpp"

namespace thoth {
namespace {

std::string elements(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " element" : " elements");
}

}  // namespace

bool Validator::check_array(const Site& site) {
  bool ok = true;
  if (!goes_on(ok, check_items(site)) || site.rule.constraints == nullptr) return ok;
  const Constraints& all = *site.rule.constraints;
  const std::size_t size = site.node.items.size();
  const bool cut_off = site.node.end == 0;
  if (all.min_items && size < *all.min_items && !cut_off) {
    if (!goes_on(ok, refuse(Code::value, site, "minItems", "at least " + elements(*all.min_items)))) return ok;
  }
  if (all.max_items && size > *all.max_items) {
    if (!goes_on(ok, refuse(Code::value, site, "maxItems", "at most " + elements(*all.max_items)))) return ok;
  }
  if (all.unique_items && !goes_on(ok, check_unique(site))) return ok;
  if (all.contains && !cut_off) goes_on(ok, check_contains(site));
  return ok;
}

bool Validator::check_items(const Site& site) {
  const auto& [rule, node, evaluated] = site;
  const std::size_t prefix = rule.constraints == nullptr ? 0 : rule.constraints->prefix_items.size();
  if (prefix == 0 && !rule.items) return true;
  bool ok = true;
  path_.push_back({nullptr, 0});
  for (std::size_t i = 0; i < node.items.size() && (i < prefix || rule.items); ++i) {
    path_.back().index = i;
    const RuleId of_item = i < prefix ? rule.constraints->prefix_items[i] : *rule.items;
    const bool result = check(of_item, node.items[i], nullptr);
    if (evaluated != nullptr) evaluated->add(i);
    if (!goes_on(ok, result)) break;
  }
  path_.pop_back();
  return ok;
}

bool Validator::check_contains(const Site& site) {
  const Contains& contains = *site.rule.constraints->contains;
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < site.node.items.size(); ++i) {
    if (!holds(contains.rule, site.node.items[i], nullptr)) continue;
    ++count;
    if (site.evaluated != nullptr && contains.evaluates) site.evaluated->add(i);
  }
  if (count < contains.least) {
    return refuse(Code::value, site, contains.least == 1 ? "contains" : "minContains",
                  "at least " + elements(contains.least) + " that the schema under contains accepts");
  }
  if (contains.max && count > *contains.max) {
    return refuse(Code::value, site, "maxContains",
                  "at most " + elements(*contains.max) + " that the schema under contains accepts");
  }
  return true;
}

bool Validator::check_unique(const Site& site) {
  if (site.node.items.size() < 2) return true;
  std::vector<std::string> keys(site.node.items.size());
  for (std::size_t i = 0; i < keys.size(); ++i) json::append_value_key(site.node.items[i], keys[i]);
  const std::vector<std::string_view> views(keys.begin(), keys.end());
  json::DuplicateNames duplicates;
  if (!duplicates.any(views)) return true;
  if (quiet()) return false;
  for (const std::size_t index : duplicates.all(views)) {
    path_.push_back({nullptr, index});
    const json::Node& item = site.node.items[index];
    report(Code::value, item, "each element once", json::describe(item) + " again", "",
           keyword_location(site.rule, "uniqueItems"));
    path_.pop_back();
  }
  return false;
}

bool Validator::check_unevaluated_items(const Site& site) {
  if (!site.rule.constraints->unevaluated_items) return true;
  bool ok = true;
  path_.push_back({nullptr, 0});
  for (std::size_t i = 0; i < site.node.items.size(); ++i) {
    if (site.evaluated->has(i)) continue;
    path_.back().index = i;
    if (!goes_on(ok, check(*site.rule.constraints->unevaluated_items, site.node.items[i], nullptr))) break;
  }
  path_.pop_back();
  site.evaluated->add_all();
  return ok;
}

}  // namespace thoth
