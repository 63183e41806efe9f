#include <algorithm>
#include <utility>

#include "generation/value_maker.hpp"
#include "thoth/json.hpp"

/// Objects: which members, and what rules are on each.
namespace thoth::generation {

ValueMaker::Rules ValueMaker::rules_of_member(const Rules& all, std::string_view name) const {
  Rules on_member;
  std::optional<RuleId> unevaluated;
  for (const RuleId id : all) {
    const std::size_t before = on_member.size();
    for (const Property& property : rule(id).properties) {
      if (property.name == name) on_member.push_back(property.rule);
    }
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

ValueMaker::Members ValueMaker::declared(const Rules& all) const {
  Members members;
  const auto add = [&members](const std::string& name, bool required) {
    const auto known = std::find(members.names.begin(), members.names.end(), name);
    if (known != members.names.end()) {
      const auto index = static_cast<std::size_t>(known - members.names.begin());
      members.required[index] = members.required[index] || required;
      return;
    }
    members.names.push_back(name);
    members.required.push_back(required);
  };
  for (const RuleId id : all) {
    for (const Property& property : rule(id).properties) add(property.name, property.presence == Presence::required);
    if (constraints(id) == nullptr) continue;
    for (const std::string& name : constraints(id)->required) add(name, true);
  }
  return members;
}

/// All that are required, and some of the others.
std::vector<std::string> ValueMaker::chosen_names(const Rules& all) {
  std::uint64_t least = 0;
  std::uint64_t most = UINT64_MAX;
  for (const Constraints* more : constraints_of(all)) {
    least = std::max(least, more->min_properties.value_or(0));
    most = std::min(most, more->max_properties.value_or(most));
  }
  const Members members = declared(all);
  auto count = static_cast<std::uint64_t>(std::count(members.required.begin(), members.required.end(), true));
  std::vector<std::string> names;
  const bool generous = depth_ <= 5 && attempt_ < 20;
  for (std::size_t i = 0; i < members.names.size(); ++i) {
    const bool wanted = count < least || (generous && random_.coin());
    const bool fits = wanted && count < most && !impossible(rules_of_member(all, members.names[i]));
    if (!members.required[i] && !fits) continue;
    if (!members.required[i]) ++count;
    names.push_back(members.names[i]);
  }
  const bool open = members.names.empty() && generous && count < most;
  const std::uint64_t wished = std::min<std::uint64_t>(std::max(least, open ? random_.below(3) : 0), 10'000);
  for (std::size_t tried = 0; names.size() < wished && tried < 4 * wished; ++tried) {
    std::string name = another_name(all);
    const bool known = std::find(names.begin(), names.end(), name) != names.end();
    if (!known && !impossible(rules_of_member(all, name))) names.push_back(std::move(name));
  }
  return names;
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
    std::string name(parsed.document->root().text);
    out_.resize(begin);
    return name;
  }
  if (!patterns.empty()) {
    const auto text = matching(*patterns[random_.below(patterns.size())]);
    if (text) return *text;
  }
  return word(3, 10);
}

/// A member may ask for others, or for a rule, which may declare more.
void ValueMaker::write_object(Rules all) {
  std::vector<std::string> names = chosen_names(all);
  const auto has = [&names](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
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
      names.push_back(members.names[i]);
      grown = true;
    }
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
