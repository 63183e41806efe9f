// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "generation/value_maker.hpp"
#include "thoth/json.hpp"
#include "validation/declared.hpp"

/// Objects: which members, and what rules are on each.
namespace thoth::generation {

ValueMaker::Rules ValueMaker::rules_of_member(const Rules& all, std::string_view name) const {
  Rules on_member;
  std::optional<RuleId> unevaluated;
  for (const RuleId id : all) {
    const std::size_t before = on_member.size();
    const std::size_t property = Declared(rule(id)).find(name);
    if (property != rule(id).properties.size()) on_member.push_back(rule(id).properties[property].rule);
    const Constraints* const more = constraints(id);
    if (more == nullptr) continue;
    for (const PatternProperties& known : more->pattern_properties) {
      if (known.pattern.is_in(name)) on_member.push_back(known.rule);
    }
    if (on_member.size() == before && more->additional_properties) on_member.push_back(*more->additional_properties);
    if (more->unevaluated_properties) unevaluated = more->unevaluated_properties;
  }
  if (on_member.empty() && unevaluated) on_member.push_back(*unevaluated);
  return on_member;
}

struct ValueMaker::Members {
  std::vector<std::string_view> names;
  std::vector<bool> required;
  std::unordered_map<std::string_view, std::size_t> indices;

  void add(std::string_view name, bool is_required) {
    const auto [known, is_new] = indices.try_emplace(name, names.size());
    if (is_new) {
      names.push_back(name);
      required.push_back(is_required);
    } else {
      required[known->second] = required[known->second] || is_required;
    }
  }
};

ValueMaker::Members ValueMaker::declared(const Rules& all) const {
  Members members;
  for (const RuleId id : all) {
    for (const Property& property : rule(id).properties)
      members.add(property.name, property.presence == Presence::required);
    if (constraints(id) == nullptr) continue;
    for (const std::string& name : constraints(id)->required) members.add(name, true);
  }
  for (const Constraints* more : constraints_of(all)) {
    for (const Dependency& dependency : more->dependencies) members.add(dependency.member, false);
  }
  return members;
}

/// Whether a member of that name is thinkable. Even a rule that it brings along may rule it out.
bool ValueMaker::may_have(const Rules& all, std::string_view name) const {
  Rules with_dependent = all;
  for (const Constraints* more : constraints_of(all)) {
    for (const Dependency& dependency : more->dependencies) {
      if (dependency.member == name && dependency.rule) with_dependent.push_back(*dependency.rule);
    }
  }
  if (impossible(rules_of_member(with_dependent, name))) return false;
  json::Node node;
  node.kind = json::Kind::string;
  node.text = name;
  Rules on_name;
  for (const Constraints* more : constraints_of(all)) {
    if (more->property_names) on_name.push_back(*more->property_names);
  }
  return holds(on_name, node);
}

ValueMaker::Limits ValueMaker::size_of_object(const Rules& all) const {
  Limits limits;
  for (const Constraints* more : constraints_of(all)) {
    limits.least = std::max(limits.least, more->min_properties.value_or(0));
    limits.max = std::min(limits.max, more->max_properties.value_or(limits.max));
  }
  return limits;
}

/// All that are required, and some of the others.
std::vector<std::string> ValueMaker::chosen_names(const Rules& all) {
  const Limits limits = size_of_object(all);
  const Members members = declared(all);
  std::vector<bool> chosen = members.required;
  auto count = static_cast<std::uint64_t>(std::count(chosen.begin(), chosen.end(), true));
  const bool generous = is_roomy();
  for (const std::size_t i : shuffled(chosen.size())) {
    const bool wanted = !chosen[i] && (count < limits.least || (generous && random_.coin()));
    if (!wanted || count >= limits.max || !may_have(all, members.names[i])) continue;
    chosen[i] = true;
    ++count;
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i]) names.emplace_back(members.names[i]);
  }
  const bool open = members.names.empty() && generous && count < limits.max;
  add_other_names(all, std::max(limits.least, open ? random_.below(3) : 0), names);
  return names;
}

/// Names that nothing declares, until there are as many as wished, if they can be found.
void ValueMaker::add_other_names(const Rules& all, std::uint64_t wished, std::vector<std::string>& names) {
  constexpr std::uint64_t enough = 10'000;
  wished = std::min(wished, enough);
  std::unordered_set<std::string> known(names.begin(), names.end());
  for (std::size_t tried = 0; names.size() < wished && tried < 4 * wished + tries; ++tried) {
    std::string name = another_name(all);
    if (may_have(all, name) && known.insert(name).second) names.push_back(std::move(name));
  }
}

/// The numbers from 0 to before `count`, in any order.
std::vector<std::size_t> ValueMaker::shuffled(std::size_t count) {
  std::vector<std::size_t> all(count);
  std::iota(all.begin(), all.end(), 0);
  for (std::size_t i = count; i > 1; --i) std::swap(all[i - 1], all[random_.below(i)]);
  return all;
}

/// A name that nothing declares, but perhaps a pattern asks for.
std::string ValueMaker::another_name(const Rules& all) {
  std::vector<const Pattern*> patterns;
  std::optional<RuleId> of_names;
  for (const Constraints* more : constraints_of(all)) {
    for (const PatternProperties& known : more->pattern_properties) patterns.push_back(&known.pattern);
    if (more->property_names) of_names = more->property_names;
  }
  if (of_names) {
    const std::size_t begin = out_.size();
    const Rules on_name = expanded({*of_names});
    if (!write_choice(on_name)) write_string(on_name);
    const json::Parsed parsed = json::parse(std::string_view(out_).substr(begin));
    std::string name(parsed.document == nullptr ? "" : parsed.document->root().text);
    out_.resize(begin);
    return name;
  }
  if (!patterns.empty()) {
    const auto text = matching_some(patterns, 3);
    if (text) return *text;
  }
  return word(3, 10);
}

/// One more of the members that may be there and need not; false if there is none.
bool ValueMaker::add_optional_name(const Rules& all, std::vector<std::string>& names) const {
  for (const std::string_view name : declared(all).names) {
    if (std::find(names.begin(), names.end(), name) != names.end() || !may_have(all, name)) continue;
    names.emplace_back(name);
    return true;
  }
  return false;
}

/// A member may ask for others, or for a rule, which may declare more.
void ValueMaker::write_object(Rules all) {
  std::vector<std::string> names = chosen_names(all);
  constexpr std::size_t few = 50;
  std::unordered_set<std::string> known;  // the names, where they are many
  const auto has = [&names, &known](std::string_view name) {
    if (names.size() <= few) return std::find(names.begin(), names.end(), name) != names.end();
    for (std::size_t i = known.size(); i < names.size(); ++i) known.insert(names[i]);
    return known.contains(std::string(name));
  };
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Constraints* const more = constraints(all[i]);
      if (more == nullptr) continue;
      for (const Dependency& dependency : more->dependencies) {
        if (!has(dependency.member)) continue;
        const std::size_t before = all.size() + names.size();
        if (dependency.rule) expand(*dependency.rule, all);
        for (const std::string& name : dependency.required) {
          if (!has(name)) names.push_back(name);
        }
        grown = grown || all.size() + names.size() > before;
      }
    }
    const Members members = declared(all);
    for (std::size_t i = 0; i < members.names.size(); ++i) {
      if (!members.required[i] || has(members.names[i])) continue;
      names.emplace_back(members.names[i]);
      grown = true;
    }
    // Only now what such a rule declares is known.
    if (!grown && names.size() < size_of_object(all).least) grown = add_optional_name(all, names);
  }
  write_members(all, names);
}

void ValueMaker::write_members(const Rules& all, const std::vector<std::string>& names) {
  const char* separator = "";
  out_ += '{';
  for (const std::string& name : names) {
    out_ += separator;
    separator = ",";
    json::write_string(name, out_);
    out_ += ':';
    value(rules_of_member(all, name));
  }
  out_ += '}';
}

}  // namespace thoth::generation
