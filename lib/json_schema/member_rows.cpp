// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/member_rows.hpp"

#include <fmt/format.h>

#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "contract/constraints.hpp"
#include "thoth/applied_rules.hpp"
#include "thoth/json.hpp"

namespace thoth {
namespace {

/// Adds the members of the schemas that a discriminator chooses, beside those that are there always.
void add_chosen(const Schema& schema, const Constraints& all, const std::unordered_set<std::string_view>& always,
                std::vector<ShownMember>& members) {
  const Discriminator& discriminator = *all.discriminator;
  std::unordered_map<const Property*, std::size_t> known;
  if (!always.contains(discriminator.member)) {
    const Rule& first = schema.rules[all.any_of[discriminator.cases.at(discriminator.names.words.front())]];
    members.push_back({&first.properties.front()});
  }
  for (const std::string& value : discriminator.names.words) {
    const Rule& chosen = schema.rules[all.any_of[discriminator.cases.at(value)]];
    std::unordered_set<std::string_view> names{discriminator.member};
    for (const Rule* on_value : rules_on_value(schema, chosen, Reach::always)) {
      for (const Property& property : on_value->properties) {
        if (always.contains(property.name) || !names.insert(property.name).second) continue;
        const auto [at, is_new] = known.emplace(&property, members.size());
        if (is_new) members.push_back({&property, discriminator.member, {}});
        members[at->second].chosen_for.push_back(value);
      }
    }
  }
}

/// The members that are declared for the values of a rule, those for every value first, each once.
std::vector<ShownMember> members_of(const Schema& schema, const Rule& rule) {
  std::vector<ShownMember> members;
  std::unordered_set<std::string_view> names;
  const std::vector<const Rule*> always = rules_on_value(schema, rule, Reach::always);
  for (const Rule* on_value : always) {
    for (const Property& property : on_value->properties) {
      if (names.insert(property.name).second) members.push_back({&property});
    }
  }
  for (const Rule* on_value : always) {
    const Constraints* const all = on_value->constraints.get();
    if (all != nullptr && all->discriminator) add_chosen(schema, *all, names, members);
  }
  return members;
}

/// "a string or null" without its article, as a table has it.
std::string types_text(TypeSet types) {
  std::string text = describe(types);
  for (const std::string_view article : {"a ", "an "}) {
    if (text.starts_with(article)) return text.substr(article.size());
  }
  return text;
}

std::string type_text(const Schema& schema, const Rule& rule) {
  const std::string text = types_text(rule.types);
  return rule.items ? fmt::format("{} of {}", text, types_text(schema.rules[*rule.items].types)) : text;
}

std::string presence_text(const Property& property) {
  if (property.presence == Presence::required) return "required";
  return property.default_json.empty() ? "optional" : "default " + property.default_json;
}

/// " for kind "a" or "b""; empty for a member that is one always.
std::string condition_text(const ShownMember& member) {
  std::string text;
  for (const std::string_view value : member.chosen_for) {
    text += (text.empty() ? fmt::format(" for {} ", member.chosen_by) : " or ") + json::written_string(value);
  }
  return text;
}

std::string description_text(const Property& property) {
  if (property.secret == Secret::no) return property.description;
  return property.description.empty() ? "(secret)" : property.description + " (secret)";
}

void add_rows(const Schema& schema, const std::vector<ShownMember>& members, const std::string& prefix,
              std::size_t level, MemberExpansion& expansion, std::vector<std::vector<std::string>>& rows) {
  if (level > max_shown_levels && !members.empty()) {
    rows.push_back({prefix + "…", "", "",
                    "members within more than " + std::to_string(max_shown_levels) + " others are not shown"});
    return;
  }
  for (const ShownMember& member : members) {
    const Property* const property = member.property;
    const Rule& of_value = schema.rules[property->rule];
    const std::vector<ShownMember> nested = expansion.members(of_value);
    const std::string presence = !nested.empty() && property->presence == Presence::defaulted
                                     ? "default: see its members"
                                     : presence_text(*property);
    rows.push_back({prefix + property->name, type_text(schema, of_value), presence + condition_text(member),
                    description_text(*property)});
    add_rows(schema, nested, prefix + property->name + '.', level + 1, expansion, rows);
  }
}

/// Rows of all that an object has.
void add_members(const Schema& schema, const std::string& prefix, std::vector<std::vector<std::string>>& rows) {
  MemberExpansion expansion(schema);
  add_rows(schema, expansion.members(schema.root()), prefix, 1, expansion, rows);
}

}  // namespace

std::vector<ShownMember> MemberExpansion::members(const Rule& rule) {
  if (!rule.types.has(Type::object)) return {};
  std::vector<ShownMember> members = members_of(schema_, rule);
  if (!members.empty() && !expanded_.insert(&rule).second) return {};
  return members;
}

std::vector<std::vector<std::string>> member_rows(const Schema& schema) {
  std::vector<std::vector<std::string>> rows;
  add_members(schema, "", rows);
  if (schema.key != nullptr) {
    const Rule& root = schema.key->root();
    const bool is_optional = root.types.has(Type::null);
    rows.push_back(
        {"#key", type_text(*schema.key, root), is_optional ? "optional" : "required", schema.key->description});
    add_members(*schema.key, "#key.", rows);
  }
  if (schema.headers != nullptr) add_members(*schema.headers, "#headers.", rows);
  return rows;
}

}  // namespace thoth
