// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_schema/polymorphism.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <unordered_set>
#include <utility>

#include "json_schema/choice.hpp"

namespace thoth::json_schema {
namespace {

/// What is nested deeper on one value is refused later.
constexpr std::size_t max_inheritance_depth = 300;

RuleId add_rule(RulesInMaking& rules, Rule rule, const Spot& spot, std::shared_ptr<Constraints> constraints) {
  rule.constraints = constraints;
  rules.schema.rules.push_back(std::move(rule));
  rules.constraints.push_back(std::move(constraints));
  rules.stands_for.emplace_back();
  rules.spots.push_back(spot);
  return static_cast<RuleId>(rules.schema.rules.size() - 1);
}

/// A rule that asks nothing, at the place of another.
Rule any_rule(const Rule& beside) {
  Rule rule;
  rule.types = any_type;
  rule.integers = Integers::by_value;
  rule.resource = beside.resource;
  rule.location = beside.location;
  return rule;
}

/// The spot of a rule that no schema stands for.
Spot no_spot(const Spot& beside) {
  static const json::Node nothing{json::Kind::object, false, 0, 0, {}, {}, {}};
  return {&nothing, beside.resource, ""};
}

/// Where a rule leads that is a reference and nothing else.
RuleId target_of(const RulesInMaking& rules, RuleId id) {
  for (std::size_t hops = 0; rules.stands_for[id] && hops < rules.stands_for.size(); ++hops) id = *rules.stands_for[id];
  return id;
}

/// Moves what a rule says to a new one, which the rule refers to from then on.
RuleId split(RulesInMaking& rules, RuleId id) {
  Rule outer = any_rule(rules.schema.rules[id]);
  outer.types = rules.schema.rules[id].types;
  auto inner = rules.constraints[id] == nullptr ? std::make_shared<Constraints>() : rules.constraints[id];
  auto constraints = std::make_shared<Constraints>();
  constraints->unevaluated_properties = std::exchange(inner->unevaluated_properties, std::nullopt);
  constraints->unevaluated_items = std::exchange(inner->unevaluated_items, std::nullopt);
  const Spot spot = rules.spots[id];
  const RuleId base = add_rule(rules, std::move(rules.schema.rules[id]), spot, std::move(inner));
  constraints->all_of.push_back(base);
  outer.constraints = constraints;
  rules.schema.rules[id] = std::move(outer);
  rules.constraints[id] = std::move(constraints);
  return base;
}

class DiscriminatorResolution {
 public:
  DiscriminatorResolution(RulesInMaking rules, const std::vector<Polymorph>& polymorphs) : rules_(rules) {
    for (const Polymorph& polymorph : polymorphs) parents_.emplace(polymorph.rule, Parent{&polymorph, {}});
  }

  void run() {
    for (auto& [id, parent] : parents_) find_heirs(id, parent);
    for (const auto& [id, parent] : parents_) bases_.try_emplace(id, 0);
    for (auto& [id, base] : bases_) base = split(rules_, id);
    for (const auto& [id, base] : bases_) refer_to_bases(base);
    for (auto& [id, parent] : parents_) add_cases(id, parent);
    for (const auto& [id, heir] : heirs_) {
      if (!parents_.contains(id)) choose(id, parents_.at(heir.parent), heir.cases);
    }
  }

 private:
  struct Case {
    RuleId target = 0;
    bool inherits = false;
    RuleId rule = 0;                 ///< the target with the values that choose it
    std::vector<std::string> names;  ///< that no case before it has
  };
  struct Parent {
    const Polymorph* polymorph;
    std::vector<Case> cases;
  };
  struct Heir {
    RuleId parent;
    std::vector<std::size_t> cases;  ///< of the parent: it itself, and those that inherit it
  };

  void find_heirs(RuleId id, Parent& parent) {
    for (const Polymorph::Case& one : parent.polymorph->cases) {
      const RuleId target = target_of(rules_, one.rule);
      const std::vector<RuleId> ancestors = with_ancestors(target);
      const bool inherits = std::find(ancestors.begin(), ancestors.end(), id) != ancestors.end();
      parent.cases.push_back({target, inherits, 0, {}});
    }
    std::unordered_set<RuleId> inheriting;
    for (const Case& one : parent.cases) {
      if (one.inherits && one.target != id) inheriting.insert(one.target);
    }
    for (std::size_t i = 0; i < parent.cases.size(); ++i) {
      if (!parent.cases[i].inherits) continue;
      for (const RuleId ancestor : with_ancestors(parent.cases[i].target)) {
        if (!inheriting.contains(ancestor)) continue;
        Heir& heir = heirs_.try_emplace(ancestor, Heir{id, {}}).first->second;
        if (heir.parent == id) heir.cases.push_back(i);
        bases_.try_emplace(ancestor, 0);
      }
    }
  }

  /// A rule and those that it inherits, however far.
  [[nodiscard]] std::vector<RuleId> with_ancestors(RuleId id) const {
    std::vector<RuleId> found{id};
    std::unordered_set<RuleId> seen{id};
    for (std::size_t i = 0; i < found.size(); ++i) {
      const auto& constraints = rules_.constraints[found[i]];
      if (constraints == nullptr) continue;
      for (const RuleId part : constraints->all_of) {
        const RuleId target = target_of(rules_, part);
        if (seen.insert(target).second) found.push_back(target);
      }
    }
    return found;
  }

  /// Lets what a schema says beside its choices inherit no choice.
  void refer_to_bases(RuleId base) {
    for (RuleId& part : rules_.constraints[base]->all_of) part = base_of(part, 0);
  }

  /// The base of a rule; of one that has none, but has one that has in its allOf, a copy that refers to that.
  RuleId base_of(RuleId id, std::size_t depth) {
    const RuleId target = target_of(rules_, id);
    if (const auto base = bases_.find(target); base != bases_.end()) return base->second;
    if (const auto copy = copies_.find(target); copy != copies_.end()) return copy->second;
    if (rules_.constraints[target] == nullptr || depth == max_inheritance_depth) return id;
    copies_.emplace(target, id);
    std::vector<RuleId> parts = rules_.constraints[target]->all_of;
    for (RuleId& part : parts) part = base_of(part, depth + 1);
    if (parts == rules_.constraints[target]->all_of) return id;
    auto constraints = std::make_shared<Constraints>(*rules_.constraints[target]);
    constraints->all_of = std::move(parts);
    const Spot spot = rules_.spots[target];
    return copies_[target] = add_rule(rules_, rules_.schema.rules[target], spot, std::move(constraints));
  }

  void add_cases(RuleId id, Parent& parent) {
    Constraints& base = *rules_.constraints[bases_.at(id)];
    if (parent.polymorph->list == "oneOf") base.one_of.clear();
    if (parent.polymorph->list == "anyOf") base.any_of.clear();
    std::vector<std::size_t> all;
    std::unordered_set<std::string_view> taken;
    for (std::size_t i = 0; i < parent.cases.size(); ++i) {
      const std::vector<std::string>& names = parent.polymorph->cases[i].names;
      for (const std::string& name : names) {
        if (taken.insert(name).second) parent.cases[i].names.push_back(name);
      }
      if (!names.empty() && parent.cases[i].names.empty()) continue;
      add_case_rule(id, parent, parent.cases[i]);
      all.push_back(i);
    }
    choose(id, parent, all);
  }

  void add_case_rule(RuleId id, const Parent& parent, Case& one) {
    const bool chooses_itself = one.target != id && parents_.contains(one.target);
    auto constraints = std::make_shared<Constraints>();
    constraints->all_of.push_back(one.inherits && !chooses_itself ? bases_.at(one.target) : one.target);
    if (!one.inherits) constraints->all_of.push_back(bases_.at(id));
    Rule rule = any_rule(rules_.schema.rules[one.target]);
    const Spot spot = no_spot(rules_.spots[id]);
    if (!one.names.empty()) {
      auto values = std::make_shared<Constraints>();
      values->choices.push_back(choice_among(one.names, "enum"));
      Property property;
      property.name = parent.polymorph->member;
      property.rule = add_rule(rules_, any_rule(rule), spot, std::move(values));
      rule.properties.push_back(std::move(property));
      rule.required.push_back(0);
    }
    one.rule = add_rule(rules_, std::move(rule), spot, std::move(constraints));
  }

  static Choice choice_among(const std::vector<std::string>& names, std::string_view keyword) {
    std::vector<json::Node> values;
    for (const std::string& name : names) {
      json::Node& value = values.emplace_back();
      value.kind = json::Kind::string;
      value.text = name;
    }
    return choice_of(keyword, values);
  }

  void choose(RuleId id, const Parent& parent, const std::vector<std::size_t>& cases) {
    Discriminator discriminator;
    discriminator.member = parent.polymorph->member;
    discriminator.location = rules_.schema.rules[parent.polymorph->rule].location + "/discriminator";
    std::vector<std::string> names;
    Constraints& constraints = *rules_.constraints[id];
    for (const std::size_t index : cases) {
      const Case& one = parent.cases[index];
      if (one.names.empty() && !parent.polymorph->cases[index].names.empty()) continue;
      for (const std::string& name : one.names) discriminator.cases.emplace(name, constraints.any_of.size());
      names.insert(names.end(), one.names.begin(), one.names.end());
      constraints.any_of.push_back(one.rule);
    }
    if (names.empty()) {
      constraints.any_of.clear();
      return;
    }
    discriminator.names = choice_among(names, "discriminator");
    constraints.discriminator = std::move(discriminator);
  }

  RulesInMaking rules_;
  std::map<RuleId, Parent> parents_;
  std::map<RuleId, Heir> heirs_;
  std::map<RuleId, RuleId> bases_;   ///< what each of the parents and heirs says beside its choices
  std::map<RuleId, RuleId> copies_;  ///< of rules that refer to bases
};

/// Finds parents that are alternatives' parents, and cuts what leads back to them, as it walks the rules on one value.
class CycleCut {
 public:
  explicit CycleCut(RulesInMaking rules) : rules_(rules), states_(rules.schema.rules.size(), State::fresh) {}

  void run() {
    for (RuleId id = 0; id < states_.size(); ++id) {
      while (has_alternatives(id) && states_[id] == State::fresh && walk(id) == Walk::cut) start_again();
    }
  }

 private:
  enum class State : std::uint8_t { fresh, open, done };
  enum class Walk : std::uint8_t { done, cut };
  enum class Edge : std::uint8_t { alternative, inheritance, reference };
  struct Use {
    RuleId rule;
    Edge edge;
    std::size_t index;  ///< among the rule's alternatives, or parents
    std::vector<RuleId> Constraints::*list;
  };
  struct Open {
    RuleId rule;
    std::vector<Use> uses;
    std::size_t next = 0;

    [[nodiscard]] const Use& taken() const { return uses[next - 1]; }
  };

  /// Every cycle that can be cut has such a rule.
  [[nodiscard]] bool has_alternatives(RuleId id) const {
    const auto& constraints = rules_.constraints[id];
    return constraints != nullptr && !(constraints->any_of.empty() && constraints->one_of.empty());
  }

  void open(RuleId id) {
    states_[id] = State::open;
    Open opened{id, {}, 0};
    const Constraints& all = *rules_.constraints[id];
    if (all.ref) opened.uses.push_back({*all.ref, Edge::reference, 0, nullptr});
    for (const auto list : {&Constraints::all_of, &Constraints::any_of, &Constraints::one_of}) {
      const Edge edge = list == &Constraints::all_of ? Edge::inheritance : Edge::alternative;
      for (std::size_t i = 0; i < (all.*list).size(); ++i) opened.uses.push_back({(all.*list)[i], edge, i, list});
    }
    open_.push_back(std::move(opened));
  }

  Walk walk(RuleId first) {
    open(first);
    while (!open_.empty()) {
      Open& top = open_.back();
      if (top.next == top.uses.size()) {
        states_[top.rule] = State::done;
        open_.pop_back();
        continue;
      }
      const RuleId used = top.uses[top.next++].rule;
      if (rules_.constraints[used] == nullptr) continue;
      if (states_[used] == State::fresh) {
        open(used);
      } else if (states_[used] == State::open && cut(used)) {
        return Walk::cut;
      }
    }
    return Walk::done;
  }

  /// Cuts the cycle that is open and leads back to `first`, if it is one of a parent and its alternatives.
  bool cut(RuleId first) {
    std::size_t begin = open_.size() - 1;
    while (open_[begin].rule != first) --begin;
    const std::size_t size = open_.size() - begin;
    for (std::size_t i = 0; i < size; ++i) {
      const Open& parent = open_[begin + i];
      if (parent.taken().edge != Edge::alternative) continue;
      // What refers to the parent, and to that reference, up to what has it in its allOf.
      std::size_t before = i;
      for (std::size_t hops = 0; hops < size; ++hops) {
        before = (before + size - 1) % size;
        if (open_[begin + before].taken().edge != Edge::reference) break;
      }
      const Open& heir = open_[begin + before];
      if (heir.taken().edge != Edge::inheritance) continue;
      cut(parent, heir);
      return true;
    }
    return false;
  }

  void cut(const Open& parent, const Open& heir) {
    const auto list = parent.taken().list;
    const auto known = bases_.find(heir.rule);
    if (known != bases_.end() && known->second == parent.rule) return move_list(heir.rule, parent.rule, list);
    const auto [base, is_new] = bases_.try_emplace(parent.rule, 0);
    if (is_new) {
      base->second = split(rules_, parent.rule);
      states_.push_back(State::fresh);
      move_list(parent.rule, base->second, list);
    }
    rules_.constraints[heir.rule]->all_of[heir.taken().index] = base->second;
  }

  /// Leaves alternatives to the parent itself.
  void move_list(RuleId parent, RuleId base, std::vector<RuleId> Constraints::*list) {
    (*rules_.constraints[parent]).*list = std::exchange((*rules_.constraints[base]).*list, {});
  }

  void start_again() {
    for (const Open& open : open_) states_[open.rule] = State::fresh;
    open_.clear();
  }

  RulesInMaking rules_;
  std::vector<State> states_;
  std::vector<Open> open_;
  std::map<RuleId, RuleId> bases_;  ///< what parents say beside their alternatives
};

}  // namespace

void resolve_discriminators(RulesInMaking rules, const std::vector<Polymorph>& polymorphs) {
  if (!polymorphs.empty()) DiscriminatorResolution(rules, polymorphs).run();
}

void cut_inheritance_cycles(RulesInMaking rules) {
  CycleCut(rules).run();
}

}  // namespace thoth::json_schema
