// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "json_schema/compiler.hpp"

namespace thoth::json_schema {
namespace {

/// How many rules may be within each other on one value, and how many may judge it in all.
constexpr std::uint64_t deepest = 300;
constexpr std::uint64_t max = 100'000;

/// Walks the rules that judge one value, from each rule, without recursion: chains may be as long as a file.
class Settling {
 public:
  Settling(Schema& schema, const std::vector<Spot>& spots)
      : schema_(schema), spots_(spots), states_(schema.rules.size()) {}

  Result<void> run() {
    for (RuleId id = 0; id < schema_.rules.size(); ++id) {
      if (states_[id].stage == Stage::fresh) THOTH_TRY(walk(id));
    }
    return {};
  }

 private:
  enum class Stage : std::uint8_t { fresh, open, done };
  struct State {
    Stage stage = Stage::fresh;
    std::uint64_t depth = 1;
    std::uint64_t count = 1;
  };
  struct Open {
    RuleId id;
    std::vector<RuleId> uses;
    std::size_t next = 0;
  };

  void open(RuleId id) {
    states_[id].stage = Stage::open;
    Open opened{id, {}, 0};
    for_each_use(schema_.rules[id], [&opened](RuleId used, Use use) {
      if (use == Use::in_place) opened.uses.push_back(used);
    });
    open_.push_back(std::move(opened));
  }

  Result<void> walk(RuleId first) {
    open(first);
    while (!open_.empty()) {
      Open& top = open_.back();
      if (top.next == top.uses.size()) {
        THOTH_TRY(close(top));
        open_.pop_back();
        continue;
      }
      const RuleId used = top.uses[top.next++];
      if (states_[used].stage == Stage::open && !is_dynamic(top.id, used)) {
        return refuse(used, "it refers to itself for the same value, so validation would never end");
      }
      if (states_[used].stage == Stage::fresh) open(used);
    }
    return {};
  }

  /// Where $dynamicRef leads is known only when a value is validated; Validator bounds it then.
  [[nodiscard]] bool is_dynamic(RuleId id, RuleId used) const {
    const auto& constraints = schema_.rules[id].constraints;
    return constraints != nullptr && constraints->dynamic_ref && constraints->dynamic_ref->otherwise == used;
  }

  Result<void> close(const Open& done) {
    State& state = states_[done.id];
    Rule& rule = schema_.rules[done.id];
    for (const RuleId used : done.uses) {
      state.depth = std::max(state.depth, states_[used].depth + 1);
      state.count = std::min(max + 1, state.count + states_[used].count);
      if (schema_.rules[used].secret == Secret::yes) rule.secret = Secret::yes;
    }
    state.stage = Stage::done;
    if (state.depth > deepest) {
      return refuse(done.id, "more than " + std::to_string(deepest) + " nested schemas apply to one value");
    }
    if (state.count > max) {
      return refuse(done.id, "one value would be validated more than " + std::to_string(max) + " times");
    }
    return {};
  }

  [[nodiscard]] Result<void> refuse(RuleId id, std::string reason) const {
    const Spot& spot = spots_[id];
    return broken(*spot.resource->file, *spot.node, std::move(reason),
                  "check its $ref, allOf, anyOf, oneOf, not, if, then, else");
  }

  Schema& schema_;
  const std::vector<Spot>& spots_;
  std::vector<State> states_;
  std::vector<Open> open_;
};

}  // namespace

Result<void> finish_rules(Schema& schema, const std::vector<Spot>& spots) {
  return Settling(schema, spots).run();
}

void skip_references(Schema& schema, const std::vector<std::shared_ptr<Constraints>>& constraints,
                     const std::vector<std::optional<RuleId>>& stands_for) {
  const auto skip = [&](RuleId& id) {
    // What stands in a resource of its own must be entered, for $dynamicRef goes by the resources on the way.
    while (stands_for[id] &&
           (schema.dynamic_anchors.empty() || schema.rules[*stands_for[id]].resource == schema.rules[id].resource)) {
      id = *stands_for[id];
    }
  };
  for (RuleId id = 0; id < schema.rules.size(); ++id) {
    for_each_use(schema.rules[id], constraints[id].get(), [&skip](RuleId& used, Use) { skip(used); });
  }
  for (DynamicAnchor& anchor : schema.dynamic_anchors) skip(anchor.rule);
  skip(schema.start);
}

}  // namespace thoth::json_schema
