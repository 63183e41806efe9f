// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/constraints.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace thoth {
namespace {

/// Both overloads of for_each_use: `R` and `C` are const or not.
template <class R, class C, class Visit>
void visit_all(R& rule, C* constraints, const Visit& visit) {
  const auto all = [&visit](auto& ids, Use use) {
    for (auto& id : ids) visit(id, use);
  };
  const auto one = [&visit](auto& id, Use use) {
    if (id) visit(*id, use);
  };
  for (auto& property : rule.properties) visit(property.rule, Use::on_part);
  one(rule.items, Use::on_part);
  if (constraints == nullptr) return;
  all(constraints->prefix_items, Use::on_part);
  if (constraints->contains) visit(constraints->contains->rule, Use::on_part);
  for (auto& known : constraints->pattern_properties) visit(known.rule, Use::on_part);
  for (auto* id : {&constraints->additional_properties, &constraints->property_names,
                   &constraints->unevaluated_properties, &constraints->unevaluated_items}) {
    one(*id, Use::on_part);
  }
  for (auto& dependency : constraints->dependencies) one(dependency.rule, Use::in_place);
  all(constraints->all_of, Use::in_place);
  all(constraints->any_of, Use::in_place);
  all(constraints->one_of, Use::in_place);
  for (auto* id : {&constraints->not_rule, &constraints->if_rule, &constraints->then_rule, &constraints->else_rule,
                   &constraints->ref}) {
    one(*id, Use::in_place);
  }
  if (constraints->dynamic_ref) visit(constraints->dynamic_ref->otherwise, Use::in_place);
}

}  // namespace

void Constraints::find_out() {
  const bool of_array = !prefix_items.empty() || contains || min_items || max_items || unique_items;
  const bool of_object = !required.empty() || !pattern_properties.empty() || property_names || !dependencies.empty() ||
                         min_properties || max_properties;
  combine = ref || dynamic_ref || !all_of.empty() || !any_of.empty() || !one_of.empty() || not_rule || if_rule;
  of_parts_alone = !combine && !of_array && !of_object && choices.empty() && !asks_what_was_evaluated();
}

bool asks_nothing(const Rule& rule) {
  return rule.constraints == nullptr && rule.properties.empty() && !rule.items &&
         std::all_of(type_names.begin(), type_names.end(),
                     [&rule](const auto& named) { return rule.types.has(named.first); });
}

RuleId append_rule(Schema& schema, TypeSet types, Constraints constraints, std::uint32_t resource) {
  constraints.find_out();
  Rule rule;
  rule.types = types;
  rule.integers = Integers::by_value;
  rule.resource = resource;
  rule.constraints = std::make_shared<const Constraints>(std::move(constraints));
  schema.rules.push_back(std::move(rule));
  return static_cast<RuleId>(schema.rules.size() - 1);
}

RuleId append_object_rule(Schema& schema, const std::string& member, RuleId rule, Presence presence,
                          std::uint32_t resource) {
  const RuleId made = append_rule(schema, Type::object, {}, resource);
  Property property;
  property.name = member;
  property.rule = rule;
  property.presence = presence;
  schema.rules[made].properties.push_back(std::move(property));
  if (presence == Presence::required) schema.rules[made].required.push_back(0);
  return made;
}

const RuleId* chosen_rule(const Constraints& all, const json::Node& object) {
  if (!all.discriminator) return nullptr;
  const json::Node* const value = object.find(all.discriminator->member);
  if (value == nullptr || value->kind != json::Kind::string) return nullptr;
  const auto known = all.discriminator->cases.find(value->text);
  return known == all.discriminator->cases.end() ? nullptr : &all.any_of[known->second];
}

RuleId dynamic_target(const Schema& schema, std::span<const std::uint32_t> resources,
                      const DynamicReference& reference) {
  if (reference.anchor.empty()) return reference.otherwise;
  for (const std::uint32_t resource : resources) {
    for (const DynamicAnchor& anchor : schema.dynamic_anchors) {
      if (anchor.resource == resource && anchor.name == reference.anchor) return anchor.rule;
    }
  }
  return reference.otherwise;
}

void for_each_use(Rule& rule, Constraints* constraints, const std::function<void(RuleId&, Use)>& visit) {
  visit_all(rule, constraints, visit);
}

void for_each_use(const Rule& rule, const std::function<void(RuleId, Use)>& visit) {
  visit_all(rule, rule.constraints.get(), visit);
}

}  // namespace thoth
