// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/compiler.hpp"

namespace thoth::json_schema {

/// What reads a keyword, in which drafts, and which vocabulary it belongs to.
struct Compiler::Keyword {
  Handler read;
  Vocabulary vocabulary = Vocabulary::core;
  Draft since = Draft::draft_4;
  Draft until = Draft::draft_2020_12;
};

const std::unordered_map<std::string_view, Compiler::Keyword>& Compiler::keywords() {
  using enum Draft;
  constexpr auto applicator = Vocabulary::applicator;
  constexpr auto validation = Vocabulary::validation;
  constexpr auto unevaluated = Vocabulary::unevaluated;
  static const std::unordered_map<std::string_view, Keyword> all{
      {"type", {&Compiler::read_type, validation}},
      {"enum", {&Compiler::read_choice, validation}},
      {"const", {&Compiler::read_choice, validation, draft_6}},
      {"minimum", {&Compiler::read_bound, validation}},
      {"maximum", {&Compiler::read_bound, validation}},
      {"exclusiveMinimum", {&Compiler::read_exclusive_bound, validation}},
      {"exclusiveMaximum", {&Compiler::read_exclusive_bound, validation}},
      {"multipleOf", {&Compiler::read_multiple_of, validation}},
      {"minLength", {&Compiler::read_size, validation}},
      {"maxLength", {&Compiler::read_size, validation}},
      {"pattern", {&Compiler::read_pattern, validation}},
      {"format", {&Compiler::read_format, Vocabulary::format}},
      {"items", {&Compiler::read_items, applicator}},
      {"additionalItems", {&Compiler::read_additional_items, applicator, draft_4, draft_2019_09}},
      {"prefixItems", {&Compiler::read_prefix_items, applicator, draft_2020_12}},
      {"contains", {&Compiler::read_contains, applicator, draft_6}},
      {"minItems", {&Compiler::read_size, validation}},
      {"maxItems", {&Compiler::read_size, validation}},
      {"uniqueItems", {&Compiler::read_unique_items, validation}},
      {"properties", {&Compiler::read_properties, applicator}},
      {"patternProperties", {&Compiler::read_pattern_properties, applicator}},
      {"additionalProperties", {&Compiler::read_schema, applicator}},
      {"propertyNames", {&Compiler::read_schema, applicator, draft_6}},
      {"required", {&Compiler::read_required, validation}},
      {"minProperties", {&Compiler::read_size, validation}},
      {"maxProperties", {&Compiler::read_size, validation}},
      // Since draft 2019-09 the standard has two others for it, and lets it be read for those who still write it.
      {"dependencies", {&Compiler::read_dependencies, applicator}},
      {"dependentRequired", {&Compiler::read_dependencies, validation, draft_2019_09}},
      {"dependentSchemas", {&Compiler::read_dependencies, applicator, draft_2019_09}},
      {"allOf", {&Compiler::read_schemas, applicator}},
      {"anyOf", {&Compiler::read_schemas, applicator}},
      {"oneOf", {&Compiler::read_schemas, applicator}},
      {"not", {&Compiler::read_schema, applicator}},
      {"if", {&Compiler::read_schema, applicator, draft_7}},
      {"then", {&Compiler::read_schema, applicator, draft_7}},
      {"else", {&Compiler::read_schema, applicator, draft_7}},
      {"$ref", {&Compiler::read_reference}},
      {"$recursiveRef", {&Compiler::read_recursive_reference, Vocabulary::core, draft_2019_09, draft_2019_09}},
      {"$dynamicRef", {&Compiler::read_dynamic_reference, Vocabulary::core, draft_2020_12}},
      {"unevaluatedProperties", {&Compiler::read_schema, unevaluated, draft_2019_09}},
      {"unevaluatedItems", {&Compiler::read_schema, unevaluated, draft_2019_09}},
      {"discriminator", {&Compiler::read_discriminator}},
      {"x-int64", {&Compiler::read_int64}},
      {"x-integer-literal", {&Compiler::read_integer_literal}},
      {"writeOnly", {&Compiler::read_secret}},
      {"x-secret", {&Compiler::read_secret}},
  };
  return all;
}

Result<void> Compiler::make_object(Making& making) {
  const Dialect& dialect = making.spot.resource->dialect;
  // Up to draft 7, what stands beside a $ref says nothing.
  const bool alone = dialect.draft <= Draft::draft_7 && making.spot.node->find("$ref") != nullptr;
  for (const json::Member& member : making.spot.node->members) {
    if (alone && member.name != "$ref") continue;
    const auto known = keywords().find(member.name);
    if (known == keywords().end()) continue;
    const Keyword& keyword = known->second;
    if (dialect.draft < keyword.since || keyword.until < dialect.draft || !dialect.has(keyword.vocabulary)) continue;
    THOTH_TRY((this->*keyword.read)(making, member));
  }
  return {};
}

}  // namespace thoth::json_schema
