// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/compiler.hpp"

#include <algorithm>
#include <utility>

#include "json/describe.hpp"
#include "json_schema/keyword.hpp"
#include "thoth/validation.hpp"
#include "validation/secrets.hpp"

namespace thoth::json_schema {
namespace {

/// From this many properties on, an object's members are looked up rather than tried one after another.
constexpr std::size_t many_properties = 12;

std::string location_of(const Spot& spot) {
  return spot.resource->file->name + '#' + spot.pointer;
}

std::string text_under(const json::Node& schema, std::string_view keyword) {
  const json::Node* const found = schema.find(keyword);
  return found != nullptr && found->kind == json::Kind::string ? std::string(found->text) : "";
}

/// What a schema says of itself.
std::string schema_description(const json::Node& schema) {
  std::string text = text_under(schema, "description");
  return text.empty() ? text_under(schema, "title") : text;
}

/// The URI that a schema gives itself; empty where it gives itself none, or one that is not absolute.
std::string id_of(const Spot& schema) {
  const Resource& resource = *schema.resource;
  if (resource.root.node != schema.node || resource.uri.find(':') == std::string::npos) return {};
  return resource.uri.starts_with("file:") ? std::string() : resource.uri;
}

}  // namespace

Schema heading_of(const Resource& root, std::string topic) {
  Schema heading;
  heading.topic = std::move(topic);
  heading.description = schema_description(*root.root.node);
  return heading;
}

Result<SchemaPtr> Compiler::compile(const Resource& root, std::string topic) {
  return compile_any(heading_of(root, std::move(topic)), root.root, {root.root});
}

Result<SchemaPtr> Compiler::compile_any(Schema heading, const Spot& at, const std::vector<Spot>& alternatives) {
  std::vector<std::vector<Spot>> groups;
  groups.reserve(alternatives.size());
  for (const Spot& alternative : alternatives) groups.push_back({alternative});
  return compile_any_of_all(std::move(heading), at, groups);
}

Result<SchemaPtr> Compiler::compile_any_of_all(Schema heading, const Spot& at,
                                               const std::vector<std::vector<Spot>>& alternatives) {
  schema_ = std::move(heading);
  schema_.origin = Origin::user_defined;
  if (alternatives.size() == 1 && alternatives.front().size() == 1) schema_.id = id_of(alternatives.front().front());
  std::vector<RuleId> rules;
  for (const std::vector<Spot>& all : alternatives) {
    std::vector<RuleId> parts;
    for (const Spot& spot : all) {
      const RuleId part = THOTH_TRY(rule_for(spot));
      parts.push_back(part);
    }
    rules.push_back(rule_of(at, std::move(parts), &Constraints::all_of));
  }
  schema_.start = rule_of(at, std::move(rules), &Constraints::any_of);
  for (bool added = true; added;) {
    THOTH_TRY(make_all());
    added = THOTH_TRY(add_dynamic_anchors());
  }
  THOTH_TRY(finish_all());
  skip_references(schema_, constraints_, stands_for_);
  for (const auto& constraints : constraints_) {
    if (constraints != nullptr) constraints->find_out();
  }
  settle_contains();
  describe_properties();
  check_defaults();
  schema_.secrets = has_secrets(schema_) ? Secret::yes : Secret::no;
  return std::make_shared<const Schema>(std::move(schema_));
}

/// What takes all rules to be made.
Result<void> Compiler::finish_all() {
  if (discriminators_ != nullptr) {
    const RulesInMaking rules{schema_, spots_, stands_for_, constraints_};
    resolve_discriminators(rules, polymorphs_);
    cut_inheritance_cycles(rules);
  }
  return finish_rules(schema_, spots_);
}

/// A rule that no schema stands for: any, or all, of the rules must hold, if there are any. Of a single one it is that
/// one.
RuleId Compiler::rule_of(const Spot& at, std::vector<RuleId> rules, std::vector<RuleId> Constraints::*kind) {
  if (rules.size() == 1) return rules.front();
  Rule rule;
  rule.types = any_type;
  rule.integers = Integers::by_value;
  rule.resource = at.resource->number;
  rule.location = location_of(at);
  const auto constraints = rules.empty() ? nullptr : std::make_shared<Constraints>();
  if (constraints != nullptr) (*constraints).*kind = std::move(rules);
  rule.constraints = constraints;
  const RuleId id = add_rule(at);
  constraints_[id] = constraints;
  schema_.rules[id] = std::move(rule);
  return id;
}

/// The number of the rule for a schema; it is made later.
Result<RuleId> Compiler::rule_for(const Spot& spot, Booleans booleans) {
  const auto known = by_node_.find(spot.node);
  if (known != by_node_.end()) return known->second;
  if (spot.node->kind != json::Kind::object && spot.node->kind != json::Kind::boolean) {
    return broken(*spot.resource->file, *spot.node,
                  "a schema must be an object or a boolean, not " + json::describe(*spot.node));
  }
  const bool has_booleans = booleans == Booleans::taken || spot.resource->dialect.draft > Draft::draft_4;
  if (spot.node->kind == json::Kind::boolean && !has_booleans) {
    return broken(*spot.resource->file, *spot.node,
                  "a schema must be an object in draft 4, not " + json::describe(*spot.node),
                  "write {} for true and {\"not\":{}} for false, or name a later draft in $schema");
  }
  const RuleId id = add_rule(spot);
  by_node_.emplace(spot.node, id);
  to_make_.push_back(id);
  return id;
}

RuleId Compiler::add_rule(const Spot& spot) {
  spots_.push_back(spot);
  stands_for_.emplace_back();
  constraints_.emplace_back();
  schema_.rules.emplace_back();
  return static_cast<RuleId>(spots_.size() - 1);
}

Result<void> Compiler::make_all() {
  while (!to_make_.empty()) {
    const RuleId id = to_make_.back();
    to_make_.pop_back();
    THOTH_TRY(make(id));
  }
  return {};
}

Result<void> Compiler::make(RuleId id) {
  Making making;
  making.id = id;
  making.spot = spots_[id];
  // A schema with an $id is a resource of its own, and what it says is said from there.
  making.spot.resource = documents_.resource_of(making.spot);
  if (const Error* const fault = documents_.fault(making.spot)) return tl::unexpected<Error>(*fault);
  spots_[id] = making.spot;
  making.rule.types = any_type;
  const bool of_draft_4 = making.spot.resource->dialect.draft == Draft::draft_4;
  making.rule.integers = of_draft_4 ? Integers::by_token : Integers::by_value;
  making.rule.resource = making.spot.resource->number;
  making.rule.location = location_of(making.spot);
  if (making.spot.node->kind == json::Kind::boolean) {
    if (!making.spot.node->truth) making.rule.types = TypeSet{};
  } else {
    THOTH_TRY(make_object(making));
    finish(making);
  }
  if (making.constrained) {
    constraints_[id] = std::make_shared<Constraints>(std::move(making.constraints));
    making.rule.constraints = constraints_[id];
  }
  making.rule.example_json = example_of(*making.spot.node);
  stands_for_[id] = making.stands_for;
  schema_.rules[id] = std::move(making.rule);
  // The location says it all; in deep schemas, pointers are most of what is kept.
  std::string().swap(spots_[id].pointer);
  return {};
}

/// Puts together what several keywords say.
void Compiler::finish(Making& making) {
  auto& properties = making.rule.properties;
  Constraints& all = making.constraints;
  for (std::size_t i = 0; i < properties.size(); ++i) all.property_index.emplace(properties[i].name, i);
  for (std::string& name : making.required) {
    const auto named = all.property_index.find(name);
    if (named != all.property_index.end()) {
      properties[named->second].presence = Presence::required;
      making.rule.required.push_back(static_cast<std::uint32_t>(named->second));
    } else {
      all.required.push_back(std::move(name));
      making.constrained = true;
    }
  }
  if (properties.size() < many_properties) {
    all.property_index.clear();
  } else {
    making.constrained = true;
  }
  const bool only_refers = all.ref && !making.constrained && properties.empty() && making.rule.types == any_type &&
                           !making.rule.items && making.rule.secret == Secret::no;
  if (only_refers) making.stands_for = all.ref;
  making.constrained = making.constrained || all.ref;
}

/// The places that a $dynamicRef of this schema may lead to. True if there are new ones.
Result<bool> Compiler::add_dynamic_anchors() {
  const std::size_t known = schema_.dynamic_anchors.size();
  std::vector<bool> entered(documents_.resources().size(), false);
  for (const Rule& rule : schema_.rules) entered[rule.resource] = true;
  for (const auto& resource : documents_.resources()) {
    if (!entered[resource->number]) continue;
    for (const std::string& name : dynamic_names_) {
      const auto anchor = resource->anchors.find(name);
      if (anchor == resource->anchors.end() || !anchor->second.dynamic) continue;
      if (!dynamic_anchors_.emplace(resource->number, name).second) continue;
      const RuleId rule = THOTH_TRY(rule_for(anchor->second.spot));
      schema_.dynamic_anchors.push_back({resource->number, name, rule});
    }
  }
  return schema_.dynamic_anchors.size() != known;
}

/// Where nothing asks which elements were evaluated, it does not matter which draft's contains this is.
void Compiler::settle_contains() {
  const auto asks = [](const auto& constraints) { return constraints != nullptr && constraints->unevaluated_items; };
  if (std::any_of(constraints_.begin(), constraints_.end(), asks)) return;
  for (const auto& constraints : constraints_) {
    if (constraints != nullptr && constraints->contains) constraints->contains->evaluates = true;
  }
}

/// An annotation of a property: its own, or else that of the schema it refers to.
const json::Node* Compiler::annotation(const Spot& property, RuleId rule, std::string_view keyword) const {
  const json::Node* const own = property.node->find(keyword);
  return own != nullptr ? own : spots_[rule].node->find(keyword);
}

/// A value that a schema gives itself; empty if it gives none.
std::string Compiler::example_of(const json::Node& schema) {
  const json::Node* found = nullptr;
  for (const std::string_view keyword : {"default", "enum", "const", "examples"}) {
    const json::Node* const value = schema.find(keyword);
    if (value == nullptr) continue;
    const bool list = keyword == "enum" || keyword == "examples";
    if (list && value->items.empty()) continue;
    found = list ? &value->items.front() : value;
  }
  std::string text;
  if (found != nullptr) json::write(*found, text);
  return text;
}

void Compiler::describe_properties() {
  for (RuleId id = 0; id < schema_.rules.size(); ++id) {
    const json::Node* const declared = spots_[id].node->find("properties");
    if (declared == nullptr || schema_.rules[id].properties.empty()) continue;
    for (std::size_t i = 0; i < schema_.rules[id].properties.size(); ++i) {
      Property& property = schema_.rules[id].properties[i];
      const Spot spot = step(spots_[id], declared->members[i]);
      property.description = schema_description(*spot.node);
      if (property.description.empty()) property.description = schema_description(*spots_[property.rule].node);
      property.secret = schema_.rules[property.rule].secret;
      const json::Node* const value = annotation(spot, property.rule, "default");
      if (value != nullptr) json::write(*value, property.default_json);
      const json::Node* const examples = annotation(spot, property.rule, "examples");
      if (examples != nullptr && !examples->items.empty()) json::write(examples->items.front(), property.example_json);
    }
  }
  for (const Property& property : schema_.root().properties) {
    if (property.name != "version") continue;
    for (const std::string_view keyword : {"const", "default"}) {
      const std::string text = text_under(*spots_[property.rule].node, keyword);
      if (!text.empty() && schema_.version.empty()) schema_.version = text;
    }
  }
}

/// A default that its own schema refuses stands for nothing: a message that it was written into would be invalid.
void Compiler::check_defaults() {
  const RuleId start = schema_.start;
  for (Rule& rule : schema_.rules) {
    for (Property& property : rule.properties) {
      if (property.default_json.empty()) continue;
      const json::Parsed parsed = json::parse(property.default_json);
      schema_.start = property.rule;
      if (parsed.document == nullptr || !validate(schema_, parsed.document->root()).empty()) {
        property.default_json.clear();
      } else if (property.presence == Presence::optional) {
        property.presence = Presence::defaulted;
      }
    }
  }
  schema_.start = start;
}

}  // namespace thoth::json_schema
