// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "contract/format.hpp"
#include "contract/pattern.hpp"
#include "json/decimal.hpp"
#include "thoth/json.hpp"
#include "thoth/schema.hpp"

namespace thoth {

struct Bound {
  json::Decimal value;
  std::string text;  ///< as it was written
};

/// Values of which one must be there: an enum's, or the one of a const.
struct Choice {
  std::string_view keyword;
  std::unordered_set<std::string> keys;  ///< as json::append_value_key makes them
  std::string text;                      ///< `"a", "b" or 3`
  std::vector<std::string> words;        ///< its strings, for "did you mean"
  std::vector<std::string> values;       ///< JSON
};

struct PatternProperties {
  Pattern pattern;
  RuleId rule = 0;
};

/// What an object must have, or be, where it has a member.
struct Dependency {
  std::string keyword;
  std::string member;
  std::vector<std::string> required;
  std::optional<RuleId> rule;
};

/// Of an array's elements that satisfy a rule.
struct Contains {
  RuleId rule = 0;
  std::uint64_t least = 1;
  std::optional<std::uint64_t> max;
  bool evaluates = true;  ///< whether unevaluatedItems leaves out what it accepts
};

struct DynamicReference {
  std::string anchor;  ///< empty: it is an ordinary reference after all
  RuleId otherwise = 0;
};

/// A hash that names can be looked up by without making strings of them.
struct NameHash {
  using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard looks for it
  std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
};
using PropertyIndex = std::unordered_map<std::string, std::size_t, NameHash, std::equal_to<>>;

/// A member whose value chooses which of the rules under anyOf an object must satisfy. Each of them asks for a value of
/// its own there, so that anyOf without this means the same.
struct Discriminator {
  std::string member;
  Choice names;          ///< the values that choose a rule
  PropertyIndex cases;   ///< the index of the rule that each of them chooses
  std::string location;  ///< "FILE#/pointer" of the keyword
};

/// The keywords of JSON Schema that a Rule has no member for. All that is here must hold.
struct Constraints {
  std::vector<Choice> choices;

  std::optional<Bound> minimum;
  std::optional<Bound> maximum;
  std::optional<Bound> exclusive_minimum;
  std::optional<Bound> exclusive_maximum;
  std::optional<Bound> multiple_of;

  std::optional<std::uint64_t> min_length;
  std::optional<std::uint64_t> max_length;
  std::optional<Pattern> pattern;
  std::optional<Format> format;
  bool asserts_format = false;  ///< whether a string must have it in any case; else only where that is asked for

  std::vector<RuleId> prefix_items;
  std::optional<Contains> contains;
  std::optional<std::uint64_t> min_items;
  std::optional<std::uint64_t> max_items;
  bool unique_items = false;

  PropertyIndex property_index;       ///< of Rule::properties, where they are many
  std::vector<std::string> required;  ///< members that Rule::properties does not name
  std::vector<PatternProperties> pattern_properties;
  std::optional<RuleId> additional_properties;
  std::optional<RuleId> property_names;
  std::vector<Dependency> dependencies;
  std::optional<std::uint64_t> min_properties;
  std::optional<std::uint64_t> max_properties;

  std::vector<RuleId> all_of;
  std::vector<RuleId> any_of;
  std::optional<Discriminator> discriminator;  ///< of any_of
  std::vector<RuleId> one_of;
  std::optional<RuleId> not_rule;
  std::optional<RuleId> if_rule;
  std::optional<RuleId> then_rule;
  std::optional<RuleId> else_rule;
  std::optional<RuleId> ref;
  std::optional<DynamicReference> dynamic_ref;

  std::optional<RuleId> unevaluated_properties;
  std::optional<RuleId> unevaluated_items;

  /// Whether other rules apply to the very same value. Computed once, because it is needed for every value.
  bool combine = true;
  /// Whether they ask of an object nothing but what holds of each of its members by itself, and of an array nothing but
  /// what holds of each of its elements: then the fast path can validate it. Computed once, too.
  bool of_parts_alone = false;
  /// Finds out both.
  void find_out();
  [[nodiscard]] bool asks_what_was_evaluated() const { return unevaluated_properties || unevaluated_items; }
};

/// A rule that everything satisfies: the schema `true`.
[[nodiscard]] bool asks_nothing(const Rule& rule);

/// Adds a rule to a schema in the making, for integers of any size; returns its number.
RuleId append_rule(Schema& schema, TypeSet types, Constraints constraints, std::uint32_t resource = 0);
/// The same for a rule of objects that says something of one member alone.
RuleId append_object_rule(Schema& schema, const std::string& member, RuleId rule, Presence presence,
                          std::uint32_t resource = 0);

/// The rule under anyOf that an object's discriminator chooses; null where there is no discriminator, or no such rule.
[[nodiscard]] const RuleId* chosen_rule(const Constraints& all, const json::Node& object);

/// Where a reference leads from within these resources, the outermost first: to the first that has the anchor.
[[nodiscard]] RuleId dynamic_target(const Schema& schema, std::span<const std::uint32_t> resources,
                                    const DynamicReference& reference);

/// How a rule uses another: on the very value it applies to, or on a part of it.
enum class Use : std::uint8_t { in_place, on_part };

/// Hands over every rule that `rule` and its `constraints` (null: none) refer to, as it is there.
void for_each_use(Rule& rule, Constraints* constraints, const std::function<void(RuleId&, Use)>& visit);
void for_each_use(const Rule& rule, const std::function<void(RuleId, Use)>& visit);

}  // namespace thoth
