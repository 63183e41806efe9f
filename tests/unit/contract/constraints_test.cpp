// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/constraints.hpp"

#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <vector>

using namespace thoth;

namespace {

/// What is found out of constraints that one thing was added to.
Constraints with(const std::function<void(Constraints&)>& add) {
  Constraints constraints;
  add(constraints);
  constraints.find_out();
  return constraints;
}

}  // namespace

TEST_CASE("bounds alone concern parts alone, and no other rule") {
  const Constraints bounded = with([](Constraints& all) {
    all.min_length = 1;
    all.minimum = Bound{json::Decimal("1"), "1"};
    all.additional_properties = 0;
  });
  CHECK(bounded.of_parts_alone);
  CHECK_FALSE(bounded.combine);
}

TEST_CASE("what looks at a whole array or object is not of its parts alone") {
  const std::vector<std::function<void(Constraints&)>> wholes{
      [](Constraints& all) { all.min_items = 1; },
      [](Constraints& all) { all.unique_items = true; },
      [](Constraints& all) { all.contains = Contains{}; },
      [](Constraints& all) { all.prefix_items = {0}; },
      [](Constraints& all) { all.required = {"a"}; },
      [](Constraints& all) { all.max_properties = 1; },
      [](Constraints& all) { all.property_names = 0; },
      [](Constraints& all) { all.choices = {Choice{}}; },
      [](Constraints& all) { all.unevaluated_items = 0; },
      [](Constraints& all) { all.unevaluated_properties = 0; },
      [](Constraints& all) { all.dependencies.emplace_back(); }};
  for (const auto& add : wholes) {
    const Constraints known = with(add);
    CHECK_FALSE(known.of_parts_alone);
    CHECK_FALSE(known.combine);
  }
}

TEST_CASE("rules on the same value combine") {
  const std::vector<std::function<void(Constraints&)>> combined{
      [](Constraints& all) { all.ref = 0; },      [](Constraints& all) { all.dynamic_ref = DynamicReference{}; },
      [](Constraints& all) { all.all_of = {0}; }, [](Constraints& all) { all.any_of = {0}; },
      [](Constraints& all) { all.one_of = {0}; }, [](Constraints& all) { all.not_rule = 0; },
      [](Constraints& all) { all.if_rule = 0; }};
  for (const auto& add : combined) {
    const Constraints known = with(add);
    CHECK(known.combine);
    CHECK_FALSE(known.of_parts_alone);
  }
}

TEST_CASE("a rule asks nothing if it lets every value be") {
  Rule anything;
  anything.types = any_type;
  CHECK(asks_nothing(anything));
  CHECK_FALSE(asks_nothing(Rule{}));
  Rule of_items = anything;
  of_items.items = 0;
  CHECK_FALSE(asks_nothing(of_items));
  Rule constrained = anything;
  constrained.constraints = std::make_shared<Constraints>();
  CHECK_FALSE(asks_nothing(constrained));
  Rule declared = anything;
  declared.properties.emplace_back();
  CHECK_FALSE(asks_nothing(declared));
}

TEST_CASE("a dynamic reference leads to the outermost resource that has its anchor") {
  Schema schema;
  schema.dynamic_anchors = {{1, "node", 10}, {2, "node", 20}, {3, "other", 30}};
  const DynamicReference reference{"node", 5};
  CHECK(dynamic_target(schema, std::array<std::uint32_t, 3>{3, 2, 1}, reference) == 20);
  CHECK(dynamic_target(schema, std::array<std::uint32_t, 2>{1, 2}, reference) == 10);
  CHECK(dynamic_target(schema, std::array<std::uint32_t, 1>{3}, reference) == 5);
  CHECK(dynamic_target(schema, {}, reference) == 5);
  CHECK(dynamic_target(schema, std::array<std::uint32_t, 1>{1}, {"", 7}) == 7);
}

TEST_CASE("every rule that another uses is visited, and can be changed") {
  Rule rule;
  rule.properties.emplace_back().rule = 1;
  rule.items = 2;
  Constraints all;
  all.prefix_items = {3};
  all.contains = Contains{4, 1, {}};
  all.pattern_properties.push_back({*Pattern::compile("a"), 5});
  all.additional_properties = 6;
  all.property_names = 7;
  all.unevaluated_properties = 8;
  all.unevaluated_items = 9;
  all.dependencies.push_back({"dependentSchemas", "a", {}, 10});
  all.all_of = {11};
  all.any_of = {12};
  all.one_of = {13};
  all.not_rule = 14;
  all.if_rule = 15;
  all.then_rule = 16;
  all.else_rule = 17;
  all.ref = 18;
  all.dynamic_ref = DynamicReference{"a", 19};
  for_each_use(rule, &all, [](RuleId& used, Use) { used += 100; });
  rule.constraints = std::make_shared<Constraints>(all);
  std::map<RuleId, Use> uses;
  for_each_use(rule, [&uses](RuleId used, Use use) { CHECK(uses.emplace(used, use).second); });
  REQUIRE(uses.size() == 19);
  for (const auto& [rule_id, use] : uses) {
    const RuleId used = rule_id;  // a binding cannot be captured
    CAPTURE(used);
    CHECK(use == (used < 110 ? Use::on_part : Use::in_place));
  }
  CHECK(uses.begin()->first == 101);
  CHECK(uses.rbegin()->first == 119);
}

TEST_CASE("a discriminator chooses by its member's text") {
  Constraints all;
  const auto chosen = [&all](std::string_view text) {
    const json::Parsed parsed = json::parse(text);
    return chosen_rule(all, parsed.document->root());
  };
  CHECK(chosen(R"({"k":"b"})") == nullptr);
  all.any_of = {3, 4};
  all.discriminator = Discriminator{"k", {}, {{"a", 0}, {"b", 1}, {"c", 0}}, ""};
  REQUIRE(chosen(R"({"k":"b"})") != nullptr);
  CHECK(*chosen(R"({"k":"b"})") == 4);
  CHECK(*chosen(R"({"x":1,"k":"c"})") == 3);
  for (const char* const none : {R"({"k":"d"})", R"({"k":1})", "{}", "[]", "\"a\""}) CHECK(chosen(none) == nullptr);
}

TEST_CASE("a rule of one member is added after the others") {
  Schema schema;
  schema.rules.resize(2);
  const RuleId optional = append_object_rule(schema, "a", 1, Presence::optional);
  const RuleId required = append_object_rule(schema, "b", 1, Presence::required, 7);
  CHECK(optional == 2);
  CHECK(required == 3);
  CHECK(schema.rules[optional].required.empty());
  CHECK(schema.rules[required].required == std::vector<std::uint32_t>{0});
  CHECK(schema.rules[required].types == TypeSet(Type::object));
  CHECK(schema.rules[required].resource == 7);
  REQUIRE(schema.rules[required].properties.size() == 1);
  CHECK(schema.rules[required].properties[0].name == "b");
  CHECK(schema.rules[required].properties[0].rule == 1);
}
