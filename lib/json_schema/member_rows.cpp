// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/member_rows.hpp"

#include <fmt/format.h>

#include <string_view>
#include <unordered_set>

#include "thoth/applied_rules.hpp"

namespace thoth {
namespace {

/// The members that are declared for every value of a rule, each once.
std::vector<const Property*> members_of(const Schema& schema, const Rule& rule) {
  std::vector<const Property*> members;
  std::unordered_set<std::string_view> names;
  for (const Rule* on_value : rules_on_value(schema, rule, Reach::always)) {
    for (const Property& property : on_value->properties) {
      if (names.insert(property.name).second) members.push_back(&property);
    }
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

std::string description_text(const Property& property) {
  if (property.secret == Secret::no) return property.description;
  return property.description.empty() ? "(secret)" : property.description + " (secret)";
}

void add_rows(const Schema& schema, const std::vector<const Property*>& members, const std::string& prefix,
              std::size_t level, MemberExpansion& expansion, std::vector<std::vector<std::string>>& rows) {
  if (level > max_shown_levels && !members.empty()) {
    rows.push_back({prefix + "…", "", "",
                    "members within more than " + std::to_string(max_shown_levels) + " others are not shown"});
    return;
  }
  for (const Property* property : members) {
    const Rule& of_value = schema.rules[property->rule];
    const std::vector<const Property*> nested = expansion.members(of_value);
    rows.push_back({prefix + property->name, type_text(schema, of_value),
                    !nested.empty() && property->presence == Presence::defaulted ? "default: see its members"
                                                                                 : presence_text(*property),
                    description_text(*property)});
    add_rows(schema, nested, prefix + property->name + '.', level + 1, expansion, rows);
  }
}

}  // namespace

std::vector<const Property*> MemberExpansion::members(const Rule& rule) {
  if (!rule.types.has(Type::object)) return {};
  std::vector<const Property*> members = members_of(schema_, rule);
  if (!members.empty() && !expanded_.insert(&rule).second) return {};
  return members;
}

std::vector<std::vector<std::string>> member_rows(const Schema& schema) {
  std::vector<std::vector<std::string>> rows;
  MemberExpansion expansion(schema);
  add_rows(schema, expansion.members(schema.root()), "", 1, expansion, rows);
  return rows;
}

}  // namespace thoth
