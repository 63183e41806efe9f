// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "json/describe.hpp"
#include "json/describe_token.hpp"
#include "json_schema/choice.hpp"
#include "json_schema/compiler.hpp"
#include "json_schema/keyword.hpp"
#include "thoth/nearest.hpp"

namespace thoth::json_schema {
namespace {

using json::Kind;
using json::Node;

tl::unexpected<Error> unfit(const Spot& spot, const Node& value, std::string_view keyword, std::string_view expected) {
  return broken(*spot.resource->file, value,
                std::string(keyword) + " must be " + std::string(expected) + ", not " + json::describe(value));
}

Result<bool> flag(const Spot& spot, const json::Member& keyword) {
  if (keyword.value.kind != Kind::boolean) return unfit(spot, keyword.value, keyword.name, "true or false");
  return keyword.value.truth;
}

/// The Constraints' member for each keyword of a kind.
template <class Value>
using Members = std::array<std::pair<std::string_view, std::optional<Value> Constraints::*>, 8>;

template <class Value>
std::optional<Value>& member(const Members<Value>& members, std::string_view keyword, Constraints& constraints) {
  const auto* const found =
      std::find_if(members.begin(), members.end(), [keyword](const auto& one) { return one.first == keyword; });
  return constraints.*(found->second);
}

}  // namespace

Result<void> Compiler::read_type(Making& making, const json::Member& keyword) {
  const Node& value = keyword.value;
  const auto names = value.kind == Kind::array ? value.items : std::span<const Node>(&value, 1);
  if (names.empty()) return unfit(making.spot, value, "type", "a type name or a non-empty array of type names");
  TypeSet allowed;
  for (const Node& name : names) {
    const auto* const known = std::find_if(type_names.begin(), type_names.end(), [&name](const auto& type) {
      return name.kind == Kind::string && type.second == name.text;
    });
    if (known == type_names.end()) {
      return unfit(making.spot, name, "type", "null, boolean, integer, number, string, array or object");
    }
    allowed = allowed | known->first;
    if (known->first == Type::number) allowed = allowed | Type::integer;
  }
  making.rule.types = allowed;
  return {};
}

Result<void> Compiler::read_choice(Making& making, const json::Member& keyword) {
  const bool is_enum = keyword.name == "enum";
  if (is_enum && keyword.value.kind != Kind::array) return unfit(making.spot, keyword.value, "enum", "an array");
  const auto values = is_enum ? keyword.value.items : std::span<const Node>(&keyword.value, 1);
  making.constraints.choices.push_back(choice_of(is_enum ? "enum" : "const", values));
  making.constrained = true;
  return {};
}

Result<void> Compiler::read_bound(Making& making, const json::Member& keyword) {
  static const Members<Bound> bounds{{{"minimum", &Constraints::minimum},
                                      {"maximum", &Constraints::maximum},
                                      {"exclusiveMinimum", &Constraints::exclusive_minimum},
                                      {"exclusiveMaximum", &Constraints::exclusive_maximum},
                                      {"multipleOf", &Constraints::multiple_of}}};
  if (keyword.value.kind != Kind::number) return unfit(making.spot, keyword.value, keyword.name, "a number");
  std::string_view name = keyword.name;
  // In draft 4, a flag beside a bound says that it is exclusive.
  if (making.spot.resource->dialect.draft == Draft::draft_4 && (name == "minimum" || name == "maximum")) {
    const std::string_view exclusive = name == "minimum" ? "exclusiveMinimum" : "exclusiveMaximum";
    const Node* const is_exclusive = making.spot.node->find(exclusive);
    if (is_exclusive != nullptr && is_exclusive->truth) name = exclusive;
  }
  member(bounds, name, making.constraints) = Bound{json::Decimal(keyword.value.text), std::string(keyword.value.text)};
  making.constrained = true;
  return {};
}

/// A bound; in draft 4 a flag, of which the bound beside it takes notice.
Result<void> Compiler::read_exclusive_bound(Making& making, const json::Member& keyword) {
  if (making.spot.resource->dialect.draft > Draft::draft_4) return read_bound(making, keyword);
  THOTH_TRY(flag(making.spot, keyword));
  return {};
}

Result<void> Compiler::read_multiple_of(Making& making, const json::Member& keyword) {
  THOTH_TRY(read_bound(making, keyword));
  const json::Decimal& divisor = making.constraints.multiple_of->value;
  if (!divisor.is_positive()) return unfit(making.spot, keyword.value, "multipleOf", "a number above 0");
  if (divisor.significant_digits() > json::Decimal::max_divisor_digits) {
    return unfit(making.spot, keyword.value, "multipleOf", "a number of at most 18 significant digits");
  }
  return {};
}

Result<void> Compiler::read_size(Making& making, const json::Member& keyword) {
  static const Members<std::uint64_t> sizes{{{"minLength", &Constraints::min_length},
                                             {"maxLength", &Constraints::max_length},
                                             {"minItems", &Constraints::min_items},
                                             {"maxItems", &Constraints::max_items},
                                             {"minProperties", &Constraints::min_properties},
                                             {"maxProperties", &Constraints::max_properties}}};
  const Node& value = keyword.value;
  const auto size = value.kind == Kind::number ? json::Decimal(value.text).count() : std::nullopt;
  if (!size) return unfit(making.spot, value, keyword.name, "an integer of at least 0");
  member(sizes, keyword.name, making.constraints) = *size;
  making.constrained = true;
  return {};
}

Result<Pattern> Compiler::pattern(const Making& making, const Node& at, std::string_view text) {
  // Some 50 MB: a short pattern that counts high takes a hundred thousand steps.
  constexpr std::size_t max_steps = 2'000'000;
  auto compiled = Pattern::compile(text);
  if (compiled) {
    pattern_steps_ += compiled->size();
    if (pattern_steps_ <= max_steps) return std::move(*compiled);
    return broken(*making.spot.resource->file, at,
                  "with the pattern " + json::quote(text) + ", its patterns are too large",
                  "use smaller repetition counts: each {1000} makes a thousand copies");
  }
  return broken(*making.spot.resource->file, at,
                "the pattern " + json::quote(text) + " is not a regular expression: " + compiled.error());
}

Result<void> Compiler::read_pattern(Making& making, const json::Member& keyword) {
  if (keyword.value.kind != Kind::string) return unfit(making.spot, keyword.value, "pattern", "a string");
  making.constraints.pattern = THOTH_TRY(pattern(making, keyword.value, keyword.value.text));
  making.constrained = true;
  return {};
}

Result<void> Compiler::read_format(Making& making, const json::Member& keyword) {
  if (keyword.value.kind != Kind::string) return unfit(making.spot, keyword.value, "format", "a string");
  making.constraints.format = format_named(keyword.value.text);
  making.constrained = making.constrained || making.constraints.format.has_value();
  return {};
}

Result<void> Compiler::read_properties(Making& making, const json::Member& keyword) {
  if (keyword.value.kind != Kind::object) return unfit(making.spot, keyword.value, "properties", "an object");
  const Spot map = step(making.spot, keyword);
  for (const json::Member& member : keyword.value.members) {
    Property property;
    property.name = member.name;
    property.presence = Presence::optional;
    property.rule = THOTH_TRY(rule_for(step(map, member)));
    making.rule.properties.push_back(std::move(property));
  }
  return {};
}

Result<void> Compiler::read_pattern_properties(Making& making, const json::Member& keyword) {
  if (keyword.value.kind != Kind::object) return unfit(making.spot, keyword.value, keyword.name, "an object");
  const Spot map = step(making.spot, keyword);
  for (const json::Member& member : keyword.value.members) {
    Pattern compiled = THOTH_TRY(pattern(making, member.value, member.name));
    const RuleId rule = THOTH_TRY(rule_for(step(map, member)));
    making.constraints.pattern_properties.push_back({std::move(compiled), rule});
    making.constrained = true;
  }
  return {};
}

Result<std::vector<std::string>> Compiler::names(const Making& making, const Node& node,
                                                 std::string_view keyword) const {
  if (node.kind != Kind::array) return unfit(making.spot, node, keyword, "an array of names");
  std::vector<std::string> names;
  std::unordered_set<std::string_view> known;
  for (const Node& item : node.items) {
    if (item.kind != Kind::string) return unfit(making.spot, item, "an element of " + std::string(keyword), "a name");
    if (known.insert(item.text).second) names.emplace_back(item.text);
  }
  return names;
}

Result<void> Compiler::read_required(Making& making, const json::Member& keyword) {
  making.required = THOTH_TRY(names(making, keyword.value, "required"));
  return {};
}

/// dependentRequired, dependentSchemas, and dependencies, which are either.
Result<void> Compiler::read_dependencies(Making& making, const json::Member& keyword) {
  if (keyword.value.kind != Kind::object) return unfit(making.spot, keyword.value, keyword.name, "an object");
  const Spot map = step(making.spot, keyword);
  for (const json::Member& member : keyword.value.members) {
    Dependency dependency{std::string(keyword.name), std::string(member.name), {}, std::nullopt};
    const bool lists =
        keyword.name == "dependentRequired" || (keyword.name == "dependencies" && member.value.kind == Kind::array);
    if (lists) {
      dependency.required = THOTH_TRY(names(making, member.value, keyword.name));
    } else {
      dependency.rule = THOTH_TRY(rule_for(step(map, member)));
    }
    making.constraints.dependencies.push_back(std::move(dependency));
    making.constrained = true;
  }
  return {};
}

Result<void> Compiler::read_items(Making& making, const json::Member& keyword) {
  if (keyword.value.kind != Kind::array) {
    making.rule.items = THOTH_TRY(rule_for(step(making.spot, keyword)));
    return {};
  }
  if (making.spot.resource->dialect.draft < Draft::draft_2020_12) return read_prefix_items(making, keyword);
  return broken(*making.spot.resource->file, keyword.value, "items is an array, which only drafts up to 2019-09 allow",
                "use prefixItems, or declare draft 7 in $schema");
}

Result<void> Compiler::read_additional_items(Making& making, const json::Member& keyword) {
  const Node* const items = making.spot.node->find("items");
  if (items == nullptr || items->kind != Kind::array) return {};
  making.rule.items = THOTH_TRY(rule_for(step(making.spot, keyword), Booleans::taken));
  return {};
}

Result<void> Compiler::read_prefix_items(Making& making, const json::Member& keyword) {
  making.constraints.prefix_items = THOTH_TRY(rules_under(making, keyword));
  making.constrained = true;
  return {};
}

Result<void> Compiler::read_contains(Making& making, const json::Member& keyword) {
  Contains contains;
  contains.rule = THOTH_TRY(rule_for(step(making.spot, keyword)));
  const Dialect& dialect = making.spot.resource->dialect;
  // Before draft 2020-12, elements that it accepts are not evaluated by that.
  contains.evaluates = dialect.draft >= Draft::draft_2020_12;
  if (dialect.draft >= Draft::draft_2019_09 && dialect.has(Vocabulary::validation)) {
    for (const std::string_view name : {"minContains", "maxContains"}) {
      const Node* const bound = making.spot.node->find(name);
      if (bound == nullptr) continue;
      const auto count = bound->kind == Kind::number ? json::Decimal(bound->text).count() : std::nullopt;
      if (!count) return unfit(making.spot, *bound, name, "an integer of at least 0");
      if (name == "minContains") {
        contains.least = *count;
      } else {
        contains.max = count;
      }
    }
  }
  making.constraints.contains = contains;
  making.constrained = true;
  return {};
}

Result<void> Compiler::read_unique_items(Making& making, const json::Member& keyword) {
  making.constraints.unique_items = THOTH_TRY(flag(making.spot, keyword));
  making.constrained = making.constrained || making.constraints.unique_items;
  return {};
}

Result<void> Compiler::read_schema(Making& making, const json::Member& keyword) {
  static const Members<RuleId> schemas{{{"additionalProperties", &Constraints::additional_properties},
                                        {"propertyNames", &Constraints::property_names},
                                        {"not", &Constraints::not_rule},
                                        {"if", &Constraints::if_rule},
                                        {"then", &Constraints::then_rule},
                                        {"else", &Constraints::else_rule},
                                        {"unevaluatedProperties", &Constraints::unevaluated_properties},
                                        {"unevaluatedItems", &Constraints::unevaluated_items}}};
  const Booleans booleans = keyword.name == "additionalProperties" ? Booleans::taken : Booleans::by_draft;
  member(schemas, keyword.name, making.constraints) = THOTH_TRY(rule_for(step(making.spot, keyword), booleans));
  making.constrained = true;
  return {};
}

Result<std::vector<RuleId>> Compiler::rules_under(const Making& making, const json::Member& keyword) {
  if (keyword.value.kind != Kind::array || keyword.value.items.empty()) {
    return unfit(making.spot, keyword.value, keyword.name, "a non-empty array of schemas");
  }
  const Spot list = step(making.spot, keyword);
  std::vector<RuleId> rules;
  for (std::size_t i = 0; i < keyword.value.items.size(); ++i) {
    const RuleId rule = THOTH_TRY(rule_for(step(list, i)));
    rules.push_back(rule);
  }
  return rules;
}

Result<void> Compiler::read_schemas(Making& making, const json::Member& keyword) {
  auto& rules = keyword.name == "allOf"   ? making.constraints.all_of
                : keyword.name == "anyOf" ? making.constraints.any_of
                                          : making.constraints.one_of;
  rules = THOTH_TRY(rules_under(making, keyword));
  making.constrained = true;
  return {};
}

Result<void> Compiler::read_reference(Making& making, const json::Member& keyword) {
  const Target target = THOTH_TRY(documents_.resolve(making.spot, keyword.value));
  making.constraints.ref = THOTH_TRY(rule_for(target.spot));
  return {};
}

/// Draft 2019-09's: to the root of the resource, or, where that says so, of the outermost that says so.
Result<void> Compiler::read_recursive_reference(Making& making, const json::Member& keyword) {
  if (keyword.value.kind != Kind::string || keyword.value.text != "#") {
    return unfit(making.spot, keyword.value, "$recursiveRef", "\"#\"");
  }
  const Resource& resource = *making.spot.resource;
  const RuleId rule = THOTH_TRY(rule_for(resource.root));
  const bool is_dynamic = resource.anchors.contains(recursive_anchor);
  making.constraints.dynamic_ref = DynamicReference{is_dynamic ? std::string(recursive_anchor) : "", rule};
  making.constrained = true;
  if (is_dynamic) dynamic_names_.emplace(recursive_anchor);
  return {};
}

Result<void> Compiler::read_dynamic_reference(Making& making, const json::Member& keyword) {
  const Target target = THOTH_TRY(documents_.resolve(making.spot, keyword.value));
  const RuleId rule = THOTH_TRY(rule_for(target.spot));
  making.constraints.dynamic_ref = DynamicReference{target.dynamic_anchor, rule};
  making.constrained = true;
  if (!target.dynamic_anchor.empty()) dynamic_names_.insert(target.dynamic_anchor);
  return {};
}

/// A keyword of AsyncAPI alone.
Result<void> Compiler::read_discriminator(Making& making, const json::Member& keyword) {
  if (discriminators_ == nullptr) return {};
  DiscriminatorTerms terms = THOTH_TRY(discriminators_->read(making.spot, keyword.value));
  if (terms.choices.empty()) return {};
  Polymorph polymorph{making.id, std::move(terms.member), terms.list, {}};
  for (DiscriminatorChoice& choice : terms.choices) {
    const RuleId rule = THOTH_TRY(rule_for(choice.schema));
    polymorph.cases.push_back({rule, std::move(choice.names)});
  }
  polymorphs_.push_back(std::move(polymorph));
  return {};
}

Result<void> Compiler::read_int64(Making& making, const json::Member& keyword) {
  const bool set = THOTH_TRY(flag(making.spot, keyword));
  if (set) making.rule.integers = Integers::of_64_bits;
  return {};
}

Result<void> Compiler::read_integer_literal(Making& making, const json::Member& keyword) {
  const bool set = THOTH_TRY(flag(making.spot, keyword));
  if (set) making.rule.integers = Integers::by_token;
  return {};
}

Result<void> Compiler::read_secret(Making& making, const json::Member& keyword) {
  const bool set = THOTH_TRY(flag(making.spot, keyword));
  if (set) making.rule.secret = Secret::yes;
  return {};
}

}  // namespace thoth::json_schema
