// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/keyword.hpp"

#include <unordered_map>

#include "thoth/violation.hpp"

namespace thoth::json_schema {
namespace {

enum class Known : std::uint8_t { in_both, in_7, in_2020_12 };

struct Keyword {
  Holds holds;
  Known known;
};

const std::unordered_map<std::string_view, Keyword>& keywords() {
  static const std::unordered_map<std::string_view, Keyword> all{
      {"additionalItems", {Holds::schema, Known::in_7}},
      {"prefixItems", {Holds::schemas, Known::in_2020_12}},
      {"contains", {Holds::schema, Known::in_both}},
      {"additionalProperties", {Holds::schema, Known::in_both}},
      {"propertyNames", {Holds::schema, Known::in_both}},
      {"properties", {Holds::schemas_by_name, Known::in_both}},
      {"patternProperties", {Holds::schemas_by_name, Known::in_both}},
      {"dependentSchemas", {Holds::schemas_by_name, Known::in_2020_12}},
      {"dependencies", {Holds::schemas_or_names, Known::in_7}},
      {"definitions", {Holds::schemas_by_name, Known::in_both}},
      {"$defs", {Holds::schemas_by_name, Known::in_2020_12}},
      {"allOf", {Holds::schemas, Known::in_both}},
      {"anyOf", {Holds::schemas, Known::in_both}},
      {"oneOf", {Holds::schemas, Known::in_both}},
      {"not", {Holds::schema, Known::in_both}},
      {"if", {Holds::schema, Known::in_both}},
      {"then", {Holds::schema, Known::in_both}},
      {"else", {Holds::schema, Known::in_both}},
      {"unevaluatedProperties", {Holds::schema, Known::in_2020_12}},
      {"unevaluatedItems", {Holds::schema, Known::in_2020_12}},
  };
  return all;
}

bool may_be_schema(const json::Node& node) {
  return node.kind == json::Kind::object || node.kind == json::Kind::boolean;
}

}  // namespace

std::optional<Holds> holds(std::string_view keyword, Draft draft) {
  // The one keyword that means something else in each draft.
  if (keyword == "items") return draft == Draft::draft_7 ? Holds::schema_or_schemas : Holds::schema;
  const auto found = keywords().find(keyword);
  if (found == keywords().end()) return std::nullopt;
  const Known known = found->second.known;
  if (known == (draft == Draft::draft_7 ? Known::in_2020_12 : Known::in_7)) return std::nullopt;
  return found->second.holds;
}

Spot step(const Spot& from, const json::Member& member) {
  return {&member.value, from.resource, from.pointer + pointer_token(member.name)};
}

Spot step(const Spot& from, std::size_t index) {
  return {&from.node->items[index], from.resource, from.pointer + '/' + std::to_string(index)};
}

Result<void> for_each_schema(const Spot& spot, const std::function<Result<void>(const Spot&)>& visit) {
  for (const json::Member& member : spot.node->members) {
    const auto kind = holds(member.name, spot.resource->draft);
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
