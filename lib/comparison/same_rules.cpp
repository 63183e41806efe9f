// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison/same_rules.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "contract/constraints.hpp"

namespace thoth::comparison {
namespace {

/// A text of all that a rule says, but for what the rules it uses say.
class Shape {
 public:
  explicit Shape(const Rule& rule) {
    for (const auto& [type, name] : type_names) add(rule.types.has(type));
    add(rule.integers == Integers::by_value || !rule.types.has(Type::integer) || rule.types.has(Type::number));
    for (const Property& property : rule.properties) {
      add(property.name);
      add(property.presence == Presence::required);
    }
    add(rule.items.has_value());
    // A rule without constraints bounds plain integers to 64 bits.
    add(rule.constraints == nullptr && rule.integers == Integers::of_64_bits);
    const Constraints none;
    add(rule.constraints == nullptr ? none : *rule.constraints);
  }

  std::string text() && { return std::move(text_); }

 private:
  void add(bool truth) { text_ += truth ? '1' : '0'; }
  void add(std::uint64_t number) { text_ += std::to_string(number) + ','; }
  void add(std::string_view name) {
    add(name.size());
    text_ += name;
  }
  void add(const std::optional<std::uint64_t>& number) {
    text_ += number ? 'n' : '-';
    if (number) add(*number);
  }
  void add(const std::optional<Bound>& bound) {
    text_ += bound ? 'n' : '-';
    if (bound) bound->value.append_key(text_);
  }
  void add(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    add(names.size());
    for (const std::string& name : names) add(std::string_view(name));
  }

  void add(const Constraints& all) {
    for (const Choice& choice : all.choices) add(std::vector<std::string>(choice.keys.begin(), choice.keys.end()));
    for (const auto* bound :
         {&all.minimum, &all.maximum, &all.exclusive_minimum, &all.exclusive_maximum, &all.multiple_of}) {
      add(*bound);
    }
    for (const auto* number :
         {&all.min_length, &all.max_length, &all.min_items, &all.max_items, &all.min_properties, &all.max_properties}) {
      add(*number);
    }
    add(all.pattern.has_value());
    if (all.pattern) add(std::string_view(all.pattern->text()));
    add(all.unique_items);
    add(all.required);
    for (const PatternProperties& known : all.pattern_properties) add(std::string_view(known.pattern.text()));
    add(all.contains.has_value());
    if (all.contains) {
      add(all.contains->evaluates);
      add(all.contains->least);
      add(all.contains->max);
    }
    for (const Dependency& dependency : all.dependencies) {
      add(std::string_view(dependency.member));
      add(dependency.required);
      add(dependency.rule.has_value());
    }
    add_uses(all);
  }

  void add_uses(const Constraints& all) {
    for (const auto* list : {&all.prefix_items, &all.all_of, &all.any_of, &all.one_of}) add(list->size());
    for (const auto* one :
         {&all.additional_properties, &all.property_names, &all.not_rule, &all.if_rule, &all.then_rule, &all.else_rule,
          &all.ref, &all.unevaluated_properties, &all.unevaluated_items}) {
      add(one->has_value());
    }
    add(all.dynamic_ref.has_value());
    if (all.dynamic_ref) add(std::string_view(all.dynamic_ref->anchor));
  }

  std::string text_;
};

std::vector<RuleId> uses_of(const Rule& rule) {
  std::vector<RuleId> uses;
  for_each_use(rule, [&uses](RuleId used, Use) { uses.push_back(used); });
  return uses;
}

}  // namespace

std::uint32_t SameRules::shape_of(const Schema& schema, RuleId id) {
  std::vector<std::uint32_t>& known = shape_of_rule_[&schema];
  known.resize(schema.rules.size(), 0);
  if (known[id] == 0) {
    const auto next = static_cast<std::uint32_t>(shapes_.size() + 1);
    known[id] = shapes_.try_emplace(Shape(schema.rules[id]).text(), next).first->second;
  }
  return known[id];
}

bool SameRules::same(const Schema& a, RuleId of_a, const Schema& b, RuleId of_b) {
  if (shape_of(a, of_a) != shape_of(b, of_b)) return false;
  struct Step {
    Pair pair;
    std::size_t from;
  };
  std::set<Pair> seen;
  std::vector<Step> steps{{{&a, of_a, &b, of_b}, 0}};
  for (std::vector<std::size_t> open{0}; !open.empty();) {
    const std::size_t at = open.back();
    const Pair pair = steps[at].pair;
    open.pop_back();
    if (same_.contains(pair) || !seen.insert(pair).second) continue;
    if (steps_left_ == 0) return false;
    --steps_left_;
    const RuleId first = std::get<1>(pair);
    const RuleId second = std::get<3>(pair);
    if (different_.contains(pair) || shape_of(a, first) != shape_of(b, second)) {
      // And so are all that led there.
      for (std::size_t step = at; step != 0; step = steps[step].from) different_.insert(steps[step].pair);
      different_.insert(steps.front().pair);
      return false;
    }
    const std::vector<RuleId> first_uses = uses_of(a.rules[first]);
    const std::vector<RuleId> second_uses = uses_of(b.rules[second]);
    for (std::size_t i = 0; i < first_uses.size(); ++i) {
      open.push_back(steps.size());
      steps.push_back({{&a, first_uses[i], &b, second_uses[i]}, at});
    }
  }
  // Nothing that any of them leads to differs.
  same_.merge(seen);
  return true;
}

bool SameRules::same(const Schema& a, const Schema& b) {
  if (a.dynamic_anchors.size() != b.dynamic_anchors.size() || !same(a, a.start, b, b.start)) return false;
  return std::equal(a.dynamic_anchors.begin(), a.dynamic_anchors.end(), b.dynamic_anchors.begin(),
                    [&](const DynamicAnchor& one, const DynamicAnchor& other) {
                      return one.name == other.name && one.resource == other.resource &&
                             same(a, one.rule, b, other.rule);
                    });
}

}  // namespace thoth::comparison
