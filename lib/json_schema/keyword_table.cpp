// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/compiler.hpp"

namespace thoth::json_schema {

/// What reads a keyword, in which drafts.
struct Compiler::Keyword {
  Handler read;
  bool in_draft_7 = true;
  bool in_draft_2020_12 = true;
};

const std::unordered_map<std::string_view, Compiler::Keyword>& Compiler::keywords() {
  static const std::unordered_map<std::string_view, Keyword> all{
      {"type", {&Compiler::read_type}},
      {"enum", {&Compiler::read_choice}},
      {"const", {&Compiler::read_choice}},
      {"minimum", {&Compiler::read_bound}},
      {"maximum", {&Compiler::read_bound}},
      {"exclusiveMinimum", {&Compiler::read_bound}},
      {"exclusiveMaximum", {&Compiler::read_bound}},
      {"multipleOf", {&Compiler::read_multiple_of}},
      {"minLength", {&Compiler::read_size}},
      {"maxLength", {&Compiler::read_size}},
      {"pattern", {&Compiler::read_pattern}},
      {"format", {&Compiler::read_format}},
      {"items", {&Compiler::read_items}},
      {"additionalItems", {&Compiler::read_additional_items, true, false}},
      {"prefixItems", {&Compiler::read_prefix_items, false, true}},
      {"contains", {&Compiler::read_contains}},
      {"minItems", {&Compiler::read_size}},
      {"maxItems", {&Compiler::read_size}},
      {"uniqueItems", {&Compiler::read_unique_items}},
      {"properties", {&Compiler::read_properties}},
      {"patternProperties", {&Compiler::read_pattern_properties}},
      {"additionalProperties", {&Compiler::read_schema}},
      {"propertyNames", {&Compiler::read_schema}},
      {"required", {&Compiler::read_required}},
      {"minProperties", {&Compiler::read_size}},
      {"maxProperties", {&Compiler::read_size}},
      {"dependencies", {&Compiler::read_dependencies, true, false}},
      {"dependentRequired", {&Compiler::read_dependencies, false, true}},
      {"dependentSchemas", {&Compiler::read_dependencies, false, true}},
      {"allOf", {&Compiler::read_schemas}},
      {"anyOf", {&Compiler::read_schemas}},
      {"oneOf", {&Compiler::read_schemas}},
      {"not", {&Compiler::read_schema}},
      {"if", {&Compiler::read_schema}},
      {"then", {&Compiler::read_schema}},
      {"else", {&Compiler::read_schema}},
      {"$ref", {&Compiler::read_reference}},
      {"$dynamicRef", {&Compiler::read_dynamic_reference, false, true}},
      {"unevaluatedProperties", {&Compiler::read_schema, false, true}},
      {"unevaluatedItems", {&Compiler::read_schema, false, true}},
      {"x-int64", {&Compiler::read_int64}},
      {"writeOnly", {&Compiler::read_secret}},
      {"x-secret", {&Compiler::read_secret}},
  };
  return all;
}

Result<void> Compiler::make_object(Making& making) {
  const Draft draft = making.spot.resource->draft;
  // In draft 7, what stands beside a $ref says nothing.
  const bool alone = draft == Draft::draft_7 && making.spot.node->find("$ref") != nullptr;
  for (const json::Member& member : making.spot.node->members) {
    if (alone && member.name != "$ref") continue;
    const auto known = keywords().find(member.name);
    if (known == keywords().end()) continue;
    const Keyword& keyword = known->second;
    if (draft == Draft::draft_7 ? !keyword.in_draft_7 : !keyword.in_draft_2020_12) continue;
    THOTH_TRY((this->*keyword.read)(making, member));
  }
  return {};
}

}  // namespace thoth::json_schema
