// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contract/constraints.hpp"
#include "thoth/json.hpp"
#include "thoth/schema.hpp"
#include "thoth/validation.hpp"
#include "validation/declared.hpp"

namespace thoth {

/// A set of indices, such as of the members of one value. Few of them need no memory.
class Indices {
 public:
  void add(std::size_t index) { index < few ? void(first_ |= std::uint64_t{1} << index) : add_far(index - few); }
  void add_all() { all_ = true; }
  void add(const Indices& other);
  [[nodiscard]] bool has(std::size_t index) const {
    if (index < few) return all_ || (first_ >> index & 1) != 0;
    return all_ || (index - few < far_.size() && far_[index - few]);
  }

 private:
  static constexpr std::size_t few = 64;

  void add_far(std::size_t index);

  bool all_ = false;
  std::uint64_t first_ = 0;
  std::vector<bool> far_;
};

/// Walks a value along its rules: the strict path, and the one validator. Either it collects every violation, or it
/// only finds out whether there are any. Recursion is bounded: a document is at most json::max_depth deep, a chain of
/// rules on one value is bounded by the maker of the schema, and the sum of both by max_steps.
class Validator {
 public:
  /// `dropped` collects the members that typed objects do not declare, where it is not null.
  Validator(const Schema& schema, const ValidationOptions& options, std::vector<DroppedMember>* dropped = nullptr)
      : schema_(schema), options_(options), dropped_(dropped) {}

  /// `violations` holds what was found, and nothing else.
  void run(const json::Node& root, Violations& violations);
  /// Whether a part of a document satisfies a rule, where `resources` were entered on the way to it.
  bool accepts(RuleId rule, const json::Node& part, std::span<const std::uint32_t> resources);
  /// Whether a scalar value satisfies a rule of a schema without dynamic anchors.
  bool allows(const Rule& rule, const json::Node& scalar) { return check_nested(rule, scalar, nullptr) && !exhausted_; }

 private:
  /// A step from a container to one of its elements: into an array if `name` is null.
  struct Step {
    const std::string_view* name;
    std::size_t index;
  };
  /// A rule on a value, and which of its members or elements some keyword has had its say on; `evaluated` is null where
  /// no one will ask.
  struct Site {
    const Rule& rule;
    const json::Node& node;
    Indices* evaluated;
  };
  struct Attempt {
    std::size_t branch = 0;
    Violations violations;
  };

  static constexpr std::size_t max_steps = 2000;
  /// As many names of one message get a suggestion, the first ones.
  static constexpr std::size_t max_suggestions = 100;

  // Each returns whether what it checks holds.
  bool check(RuleId id, const json::Node& node, Indices* evaluated);
  bool exhaust(const Rule& rule, const json::Node& node);
  bool exhaust(Violation reason, const json::Node& node);
  bool exhaust_match(const Site& site, std::string_view keyword, std::string expected, const json::Node& node,
                     std::string found);
  bool check_nested(const Rule& rule, const json::Node& node, Indices* evaluated);
  bool check_all(const Site& site);
  [[nodiscard]] static bool has_type(const Site& site);
  bool check_kind(const Site& site);
  bool check_number(const Site& site);
  bool check_bounds(const Site& site);
  bool check_string(const Site& site);
  bool check_pattern(const Site& site);
  bool check_choices(const Site& site);

  bool check_object(const Site& site);
  [[nodiscard]] bool asks_first_what_is_missing(const Site& site) const;
  [[nodiscard]] bool minds_undeclared(const Rule& rule) const;
  bool check_members(const Site& site, std::size_t present);
  bool check_declared(const Site& site, std::size_t present, const LargeObjects::Index& members);
  bool check_member(const Site& site, std::size_t index, std::size_t property);
  bool check_undeclared(const Site& site, std::size_t index, bool covered);
  bool check_missing(const Site& site, std::size_t present);
  bool check_missing_undeclared(const Site& site);
  bool check_size_of_object(const Site& site);
  bool check_dependencies(const Site& site);
  bool check_unevaluated_members(const Site& site);

  bool check_array(const Site& site);
  bool check_items(const Site& site);
  bool check_contains(const Site& site);
  bool check_unique(const Site& site);
  bool check_unevaluated_items(const Site& site);

  bool check_combinations(const Site& site);
  bool check_discriminator(const Site& site);
  bool refuse_discriminator(const Site& site);
  bool check_any_of(const Site& site);
  bool check_one_of(const Site& site);
  bool check_condition(const Site& site);
  bool attempt(const Site& site, RuleId rule, Violations& found);
  bool holds(RuleId rule, const json::Node& node, Indices* evaluated);
  bool refuse_all(const Site& site, std::string_view keyword, const std::vector<RuleId>& branches,
                  std::vector<Attempt> attempts);
  [[nodiscard]] std::size_t distance(const json::Node& node, RuleId branch, const Violations& violations) const;

  // Each returns false, for what it reports does not hold. Nothing is made of it where no one collects.
  bool refuse(Code code, const Site& site, std::string_view keyword, std::string expected, std::string hint = {});
  bool refuse_type(const Site& site);
  bool refuse_missing(const Site& site, std::string_view name, const Rule* rule, std::string_view keyword);
  bool refuse_undeclared(const Site& site, const json::Member& member, std::string_view keyword);
  bool report(Code code, const json::Node& node, std::string expected, std::string found, std::string hint,
              std::string schema);
  bool count(Code code, const json::Node& node, std::string schema);

  [[nodiscard]] bool quiet() const { return sink_ == nullptr; }
  [[nodiscard]] bool counts() const { return options_.detail == Detail::count; }
  /// Notes a result; true if it is worth going on.
  bool goes_on(bool& ok, bool result) const {
    ok = ok && result;
    return ok || !quiet();
  }
  [[nodiscard]] bool lacks(const Property& property) const;
  [[nodiscard]] std::string twin_hint(const Site& site, std::string_view missing);
  [[nodiscard]] bool is_declared_somewhere(std::string_view name) const;
  /// Whether a suggestion is still sought, which counts as one.
  bool takes_suggestion() { return suggestions_left_ > 0 && suggestions_left_-- > 0; }
  void append_pointer(std::string& pointer) const;

  const Schema& schema_;
  const ValidationOptions& options_;
  std::vector<DroppedMember>* dropped_;
  // Validating a message takes a few bytes, for which there is room here.
  std::array<std::byte, 512> room_;
  std::pmr::monotonic_buffer_resource memory_{room_.data(), room_.size()};
  std::pmr::vector<Step> path_{&memory_};
  std::vector<std::uint32_t> resources_;  // that were entered on the way to the rule: what $dynamicRef goes by
  // Which properties the objects on the way have, each object's after another's.
  std::pmr::vector<char> present_{&memory_};
  LargeObjects large_objects_;
  std::size_t steps_ = 0;  // rules within each other
  std::size_t checks_left_ = std::numeric_limits<std::size_t>::max();
  std::size_t suggestions_left_ = max_suggestions;
  std::optional<Violation> exhausted_;  // why validation ended early
  std::size_t conditions_ = 0;          // rules on the way here that need not hold
  Violations* sink_ = nullptr;
};

/// The end of the hint of a violation that the next ones explain: of alternatives, or of then and else.
inline constexpr std::string_view explained = "its violations follow";

/// Whether violations are those of one rule: of what alternatives lack, the last is that.
[[nodiscard]] inline bool break_one_rule(const Violations& violations) {
  return !violations.empty() && std::all_of(violations.begin(), violations.end() - 1, [](const Violation& violation) {
    return violation.hint.ends_with(explained);
  });
}

/// The type of a value; of any number `number`.
[[nodiscard]] inline Type type_of(json::Kind kind) {
  switch (kind) {
    case json::Kind::null:
      return Type::null;
    case json::Kind::boolean:
      return Type::boolean;
    case json::Kind::number:
      return Type::number;
    case json::Kind::string:
      return Type::string;
    case json::Kind::array:
      return Type::array;
    case json::Kind::object:
      break;
  }
  return Type::object;
}

/// "FILE#/pointer/keyword" of a rule that users bring, else nothing.
[[nodiscard]] std::string keyword_location(const Rule& rule, std::string_view keyword);

/// True of a value of which only its type is asked, and that has it: most of what messages consist of. False means
/// nothing.
[[nodiscard]] inline bool is_plainly_right(const Rule& rule, const json::Node& node) {
  const bool plain =
      node.kind == json::Kind::string || node.kind == json::Kind::boolean || node.kind == json::Kind::null;
  return plain && rule.constraints == nullptr && rule.types.has(type_of(node.kind));
}

/// A rule that nothing satisfies: the schema `false`.
[[nodiscard]] inline bool is_impossible(const Rule& rule) {
  return rule.types == TypeSet{};
}

}  // namespace thoth
