// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>
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

/// What an object's rules say of its members, found by a member's name.
class ValueMaker::MemberRules {
 public:
  /// `all`: the object's rules, which are to outlive it.
  MemberRules(const ValueMaker& maker, const Rules& all) : maker_(maker), all_(all) {
    for (std::size_t at = 0; at < all.size(); ++at) {
      const Constraints* const more = maker.constraints(all[at]);
      if (more != nullptr &&
          (!more->pattern_properties.empty() || more->additional_properties || more->unevaluated_properties)) {
        of_any_name_.push_back(at);
      } else {
        for (const Property& property : maker.rule(all[at]).properties) by_name_[property.name].push_back(at);
      }
      if (more == nullptr) continue;
      if (more->property_names) on_names_.push_back(*more->property_names);
      for (const Dependency& dependency : more->dependencies) {
        if (dependency.rule) dependent_.emplace_back(dependency.member, *dependency.rule);
      }
    }
  }

  /// The rules on a member's value, in the order of the object's.
  [[nodiscard]] Rules on_value(std::string_view name) const { return on_value(name, {}); }
  /// The rules on the name of each member.
  [[nodiscard]] const Rules& on_names() const { return on_names_; }
  /// As on_value, with those that the member brings along by being there.
  [[nodiscard]] Rules on_value_with_dependent(std::string_view name) const {
    Rules brought;
    for (const auto& [member, rule] : dependent_) {
      if (member == name) brought.push_back(rule);
    }
    return on_value(name, brought);
  }

 private:
  struct Found {
    Rules rules;
    std::optional<RuleId> unevaluated;
  };

  [[nodiscard]] Rules on_value(std::string_view name, const Rules& brought) const {
    static const std::vector<std::size_t> none;
    const auto known = by_name_.find(name);
    const std::vector<std::size_t>& declaring = known == by_name_.end() ? none : known->second;
    std::vector<std::size_t> places;
    std::merge(declaring.begin(), declaring.end(), of_any_name_.begin(), of_any_name_.end(),
               std::back_inserter(places));
    Found found;
    for (const std::size_t at : places) add(all_[at], name, found);
    for (const RuleId id : brought) add(id, name, found);
    if (found.rules.empty() && found.unevaluated) found.rules.push_back(*found.unevaluated);
    return std::move(found.rules);
  }

  void add(RuleId id, std::string_view name, Found& found) const {
    const Rule& rule = maker_.rule(id);
    const std::size_t before = found.rules.size();
    const std::size_t property = Declared(rule).find(name);
    if (property != rule.properties.size()) found.rules.push_back(rule.properties[property].rule);
    const Constraints* const more = maker_.constraints(id);
    if (more == nullptr) return;
    for (const PatternProperties& known : more->pattern_properties) {
      if (known.pattern.is_in(name)) found.rules.push_back(known.rule);
    }
    if (found.rules.size() == before && more->additional_properties)
      found.rules.push_back(*more->additional_properties);
    if (more->unevaluated_properties) found.unevaluated = more->unevaluated_properties;
  }

  const ValueMaker& maker_;
  const Rules& all_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_name_;  // places in all_, as the next
  std::vector<std::size_t> of_any_name_;
  Rules on_names_;
  std::vector<std::pair<std::string_view, RuleId>> dependent_;
};

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
bool ValueMaker::may_have(const MemberRules& of_members, std::string_view name) const {
  if (impossible(of_members.on_value_with_dependent(name))) return false;
  json::Node node;
  node.kind = json::Kind::string;
  node.text = name;
  return holds(of_members.on_names(), node);
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
  const MemberRules of_members(*this, all);
  std::vector<bool> chosen = members.required;
  auto count = static_cast<std::uint64_t>(std::count(chosen.begin(), chosen.end(), true));
  const bool generous = is_roomy();
  for (const std::size_t i : shuffled(chosen.size())) {
    const bool wanted = !chosen[i] && (count < limits.least || (generous && random_.coin()));
    if (!wanted || count >= limits.max || !may_have(of_members, members.names[i])) continue;
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
  const MemberRules of_members(*this, all);
  std::unordered_set<std::string> known(names.begin(), names.end());
  for (std::size_t tried = 0; names.size() < wished && tried < 4 * wished + tries; ++tried) {
    std::string name = another_name(all);
    if (may_have(of_members, name) && known.insert(name).second) names.push_back(std::move(name));
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
  const MemberRules of_members(*this, all);
  for (const std::string_view name : declared(all).names) {
    if (std::find(names.begin(), names.end(), name) != names.end() || !may_have(of_members, name)) continue;
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
  const MemberRules of_members(*this, all);
  const char* separator = "";
  out_ += '{';
  for (const std::string& name : names) {
    out_ += separator;
    separator = ",";
    json::write_string(name, out_);
    out_ += ':';
    value(of_members.on_value(name));
  }
  out_ += '}';
}

}  // namespace thoth::generation
