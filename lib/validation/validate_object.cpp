// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "json/describe_token.hpp"
#include "thoth/nearest.hpp"
#include "validation/declared.hpp"
#include "validation/validator.hpp"

namespace thoth {
namespace {

std::string members(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " member" : " members");
}

}  // namespace

bool Validator::check_object(const Site& site) {
  const Rule& rule = site.rule;
  if (rule.is_free_form()) return true;
  const bool asked = asks_first_what_is_missing(site);
  for (std::size_t i = 0; asked && i < rule.required.size(); ++i) {
    if (site.node.find(rule.properties[rule.required[i]].name) == nullptr) return false;
  }
  const std::size_t present = present_.size();
  present_.resize(present + rule.properties.size(), 0);
  const bool cut_off = site.node.end == 0;
  bool ok = true;
  if (goes_on(ok, check_members(site, present)) && !cut_off && !asked) goes_on(ok, check_missing(site, present));
  present_.resize(present);
  if (rule.constraints == nullptr || (!ok && quiet())) return ok;
  if (!cut_off && !goes_on(ok, check_missing_undeclared(site))) return ok;
  if (!goes_on(ok, check_size_of_object(site))) return ok;
  goes_on(ok, check_dependencies(site));
  return ok;
}

/// Most objects that an alternative is not meant for lack a member of it, which is soon told where members are few.
/// Where no one collects, the order does not matter; what may be filled in is for check_missing to know.
bool Validator::asks_first_what_is_missing(const Site& site) const {
  constexpr std::size_t few = 256;
  const bool may_be_filled_in = path_.empty() && conditions_ == 0;
  return quiet() && !may_be_filled_in && site.node.end != 0 &&
         site.rule.required.size() * site.node.members.size() <= few;
}

/// Whether a rule says anything of members that it does not declare, or they are collected.
bool Validator::minds_undeclared(const Rule& rule) const {
  if (rule.undeclared == Undeclared::drop) return dropped_ != nullptr || options_.strict != Strict::no;
  const Constraints* const more = rule.constraints.get();
  if (more == nullptr) return false;
  return !more->pattern_properties.empty() || more->additional_properties || more->property_names;
}

/// `present`: where in present_ the object's properties start.
bool Validator::check_members(const Site& site, std::size_t present) {
  const bool others = minds_undeclared(site.rule);
  const std::size_t count = site.rule.properties.size();
  if (count == 0 && !others) return true;
  constexpr std::size_t many_more = 8;
  if (!others && count * many_more < site.node.members.size()) {
    const LargeObjects::Index* const members = large_objects_.members_of(site.node, count);
    if (members != nullptr) return check_declared(site, present, *members);
  }
  // Copies of what does not change in the loop, which a mark in present_ might change for all that a compiler knows.
  const std::span<const json::Member> members = site.node.members;
  const std::span<const Property> properties = site.rule.properties;
  const std::span<const Rule> rules = schema_.rules;
  const bool only_declared = site.rule.constraints == nullptr && site.evaluated == nullptr;
  Declared declared(site.rule);
  bool ok = true;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::size_t property = declared.find(members[i].name);
    if (property != properties.size()) {
      present_[present + property] = 1;
      if (only_declared && is_plainly_right(rules[properties[property].rule], members[i].value)) continue;
    } else if (!others) {
      continue;
    }
    path_.push_back({&members[i].name, 0});
    const bool result = check_member(site, i, property);
    path_.pop_back();
    if (!goes_on(ok, result)) return ok;
  }
  return ok;
}

/// Of an object with many more members than are declared, where no one minds the others.
bool Validator::check_declared(const Site& site, std::size_t present, const LargeObjects::Index& members) {
  bool ok = true;
  for (std::size_t property = 0; property < site.rule.properties.size(); ++property) {
    const auto known = members.find(site.rule.properties[property].name);
    if (known == members.end()) continue;
    present_[present + property] = 1;
    path_.push_back({&site.node.members[known->second].name, 0});
    const bool result = check_member(site, known->second, property);
    path_.pop_back();
    if (!goes_on(ok, result)) return ok;
  }
  return ok;
}

bool Validator::check_member(const Site& site, std::size_t index, std::size_t property) {
  const json::Member& member = site.node.members[index];
  bool ok = true;
  const bool declared = property != site.rule.properties.size();
  if (declared) {
    const Property& known = site.rule.properties[property];
    ok = check(known.rule, member.value, nullptr);
    if (site.evaluated != nullptr) site.evaluated->add(index);
    if (!ok && quiet()) return ok;
  }
  if (site.rule.constraints != nullptr) goes_on(ok, check_undeclared(site, index, declared));
  if (!declared && site.rule.undeclared == Undeclared::drop) {
    if (dropped_ != nullptr) dropped_->push_back({&site.rule, member.name});
    if (options_.strict != Strict::no) goes_on(ok, refuse_undeclared(site, member, ""));
  }
  return ok;
}

/// What a rule says of members other than by their names.
bool Validator::check_undeclared(const Site& site, std::size_t index, bool covered) {
  const Constraints& all = *site.rule.constraints;
  const json::Member& member = site.node.members[index];
  bool ok = true;
  for (const PatternProperties& known : all.pattern_properties) {
    const Match match = known.pattern.match(member.name);
    if (match == Match::undecided) {  // whether the schema applies is not known
      return exhaust_match(site, "patternProperties", "a member name that can be matched with " + known.pattern.text(),
                           member.value, json::describe_name(member.name));
    }
    if (match == Match::no) continue;
    covered = true;
    if (!goes_on(ok, check(known.rule, member.value, nullptr))) return ok;
  }
  if (!covered && all.additional_properties) {
    covered = true;
    const bool possible = !is_impossible(schema_.rules[*all.additional_properties]);
    const bool result = possible ? check(*all.additional_properties, member.value, nullptr)
                                 : refuse_undeclared(site, member, "additionalProperties");
    if (!goes_on(ok, result)) return ok;
  }
  if (covered && site.evaluated != nullptr) site.evaluated->add(index);
  if (!all.property_names) return ok;
  json::Node name;
  name.kind = json::Kind::string;
  name.text = member.name;
  name.begin = member.begin;
  goes_on(ok, check(*all.property_names, name, nullptr));
  return ok;
}

bool Validator::lacks(const Property& property) const {
  if (property.presence != Presence::required) return false;
  // Only what must hold in any case is filled in.
  return !path_.empty() || conditions_ != 0 || fill_in_for(schema_, property, options_.fill_ins) == nullptr;
}

bool Validator::check_missing(const Site& site, std::size_t present) {
  bool ok = true;
  for (std::size_t i = 0; i < site.rule.properties.size(); ++i) {
    const Property& property = site.rule.properties[i];
    if (present_[present + i] != 0 || !lacks(property)) continue;
    if (!goes_on(ok, refuse_missing(site, property.name, &schema_.rules[property.rule], "required"))) return ok;
  }
  return ok;
}

bool Validator::check_missing_undeclared(const Site& site) {
  const std::vector<std::string>& required = site.rule.constraints->required;
  if (required.empty()) return true;
  const MemberNames members(site.node, required.size(), large_objects_);
  bool ok = true;
  for (const std::string& name : required) {
    if (members.has(name)) continue;
    if (!goes_on(ok, refuse_missing(site, name, nullptr, "required"))) return ok;
  }
  return ok;
}

bool Validator::check_size_of_object(const Site& site) {
  const Constraints& all = *site.rule.constraints;
  const std::size_t size = site.node.members.size();
  bool ok = true;
  if (all.min_properties && size < *all.min_properties) {
    ok = refuse(Code::value, site, "minProperties", "at least " + members(*all.min_properties));
  }
  if (all.max_properties && size > *all.max_properties) {
    ok = refuse(Code::value, site, "maxProperties", "at most " + members(*all.max_properties));
  }
  return ok;
}

bool Validator::check_dependencies(const Site& site) {
  const std::vector<Dependency>& dependencies = site.rule.constraints->dependencies;
  if (dependencies.empty()) return true;
  std::size_t asked = dependencies.size();
  for (const Dependency& dependency : dependencies) asked += dependency.required.size();
  const MemberNames members(site.node, asked, large_objects_);
  bool ok = true;
  for (const Dependency& dependency : dependencies) {
    if (!members.has(dependency.member)) continue;
    for (const std::string& name : dependency.required) {
      if (members.has(name)) continue;
      if (!goes_on(ok, refuse_missing(site, name, nullptr, dependency.keyword))) return ok;
    }
    if (!dependency.rule) continue;
    ++conditions_;
    const bool result = check(*dependency.rule, site.node, site.evaluated);
    --conditions_;
    if (!goes_on(ok, result)) return ok;
  }
  return ok;
}

bool Validator::check_unevaluated_members(const Site& site) {
  if (!site.rule.constraints->unevaluated_properties) return true;
  const RuleId rule = *site.rule.constraints->unevaluated_properties;
  bool ok = true;
  for (std::size_t i = 0; i < site.node.members.size(); ++i) {
    if (site.evaluated->has(i)) continue;
    const json::Member& member = site.node.members[i];
    path_.push_back({&member.name, 0});
    const bool result = is_impossible(schema_.rules[rule]) ? refuse_undeclared(site, member, "unevaluatedProperties")
                                                           : check(rule, member.value, nullptr);
    path_.pop_back();
    if (!goes_on(ok, result)) return ok;
  }
  site.evaluated->add_all();
  return ok;
}

bool Validator::refuse_missing(const Site& site, std::string_view name, const Rule* rule, std::string_view keyword) {
  if (quiet()) return false;
  path_.push_back({&name, 0});
  if (counts()) {
    count(Code::missing, site.node, keyword_location(site.rule, keyword));
  } else {
    report(Code::missing, site.node, rule != nullptr ? describe(rule->types) : "any value", "", twin_hint(site, name),
           keyword_location(site.rule, keyword));
  }
  path_.pop_back();
  return false;
}

/// Names the undeclared member that was likely meant to be a missing one; empty if there is none.
std::string Validator::twin_hint(const Site& site, std::string_view missing) {
  if (!takes_suggestion()) return "";
  Declared declared(site.rule);
  std::vector<std::string_view> names;
  for (const json::Member& member : site.node.members) {
    if (names.size() == max_candidates) break;
    if (declared.find(member.name) == site.rule.properties.size()) names.push_back(member.name);
  }
  const auto near = nearest(missing, std::span<const std::string_view>(names));
  return near && !is_declared_somewhere(*near) ? "there is " + json::quote(*near) : "";
}

/// Whether some rule has a property of that name: of the rules on one value, each knows only its own.
bool Validator::is_declared_somewhere(std::string_view name) const {
  return std::any_of(schema_.rules.begin(), schema_.rules.end(),
                     [name](const Rule& rule) { return Declared(rule).find(name) != rule.properties.size(); });
}

bool Validator::refuse_undeclared(const Site& site, const json::Member& member, std::string_view keyword) {
  if (quiet()) return false;
  if (counts()) return count(Code::unknown_member, member.value, keyword_location(site.rule, keyword));
  std::optional<std::string> hint;
  if (takes_suggestion()) {
    std::vector<std::string_view> names;
    for (const auto& property : site.rule.properties) names.push_back(property.name);
    hint = nearest(member.name, std::span<const std::string_view>(names));
  }
  return report(Code::unknown_member, member.value, "a declared member", json::describe_name(member.name),
                std::move(hint).value_or(""), keyword_location(site.rule, keyword));
}

}  // namespace thoth
