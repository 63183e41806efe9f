// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/keyword.hpp"

#include <unordered_map>

#include "thoth/violation.hpp"

namespace thoth::json_schema {
namespace {

struct Keyword {
  Holds holds;
  Draft since = Draft::draft_4;
  Draft until = Draft::draft_2020_12;
};

const std::unordered_map<std::string_view, Keyword>& keywords() {
  static const std::unordered_map<std::string_view, Keyword> all{
      {"additionalItems", {Holds::schema, Draft::draft_4, Draft::draft_2019_09}},
      {"prefixItems", {Holds::schemas, Draft::draft_2020_12}},
      {"contains", {Holds::schema, Draft::draft_6}},
      {"additionalProperties", {Holds::schema}},
      {"propertyNames", {Holds::schema, Draft::draft_6}},
      {"properties", {Holds::schemas_by_name}},
      {"patternProperties", {Holds::schemas_by_name}},
      {"dependentSchemas", {Holds::schemas_by_name, Draft::draft_2019_09}},
      {"dependencies", {Holds::schemas_or_names}},
      {"definitions", {Holds::schemas_by_name}},
      {"$defs", {Holds::schemas_by_name, Draft::draft_2019_09}},
      {"allOf", {Holds::schemas}},
      {"anyOf", {Holds::schemas}},
      {"oneOf", {Holds::schemas}},
      {"not", {Holds::schema}},
      {"if", {Holds::schema, Draft::draft_7}},
      {"then", {Holds::schema, Draft::draft_7}},
      {"else", {Holds::schema, Draft::draft_7}},
      {"unevaluatedProperties", {Holds::schema, Draft::draft_2019_09}},
      {"unevaluatedItems", {Holds::schema, Draft::draft_2019_09}},
  };
  return all;
}

bool may_be_schema(const json::Node& node) {
  return node.kind == json::Kind::object || node.kind == json::Kind::boolean;
}

}  // namespace

std::optional<Holds> holds(std::string_view keyword, Draft draft) {
  // The one keyword whose value changed.
  if (keyword == "items") return draft < Draft::draft_2020_12 ? Holds::schema_or_schemas : Holds::schema;
  const auto found = keywords().find(keyword);
  if (found == keywords().end()) return std::nullopt;
  const auto& [holds, since, until] = found->second;
  return since <= draft && draft <= until ? std::optional(holds) : std::nullopt;
}

Spot step(const Spot& from, const json::Member& member) {
  return {&member.value, from.resource, from.pointer + pointer_token(member.name)};
}

Spot step(const Spot& from, std::size_t index) {
  return {&from.node->items[index], from.resource, from.pointer + '/' + std::to_string(index)};
}

std::optional<Spot> under(const Spot& spot, std::string_view name) {
  for (const json::Member& member : spot.node->members) {
    if (member.name == name) return step(spot, member);
  }
  return std::nullopt;
}

Result<void> for_each_schema(const Spot& spot, const std::function<Result<void>(const Spot&)>& visit) {
  for (const json::Member& member : spot.node->members) {
    const auto kind = holds(member.name, spot.resource->dialect.draft);
    if (!kind) continue;
    const Spot value = step(spot, member);
    const bool list = *kind == Holds::schemas || *kind == Holds::schema_or_schemas;
    const bool map = *kind == Holds::schemas_by_name || *kind == Holds::schemas_or_names;
    if (!map && *kind != Holds::schemas && may_be_schema(member.value)) THOTH_TRY(visit(value));
    for (std::size_t i = 0; list && i < member.value.items.size(); ++i) THOTH_TRY(visit(step(value, i)));
    if (!map) continue;
    for (const json::Member& named : member.value.members) {
      if (may_be_schema(named.value)) THOTH_TRY(visit(step(value, named)));
    }
  }
  return {};
}

}  // namespace thoth::json_schema
