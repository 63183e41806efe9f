// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "contract/constraints.hpp"
#include "generation/opposites.hpp"
#include "generation/pattern_text.hpp"
#include "generation/random.hpp"
#include "thoth/json.hpp"
#include "thoth/schema.hpp"

namespace thoth::generation {

/// How much one value may take: of values within it, of their text, and of bytes that are validated on the way.
struct Effort {
  std::size_t max_steps = 20'000;
  std::size_t max_text = 10'000'000;
  std::size_t max_validated = 100'000'000;
};

/// Writes values that should keep a schema's rules, at random. It knows what each keyword asks for and tries again
/// where rules that were thought of one by one do not agree; what comes out may break them all the same, and must be
/// validated.
class ValueMaker {
 public:
  ValueMaker(Schema schema, std::uint64_t seed, Effort effort = {})
      : schema_(std::move(schema)), opposites_(add_opposites(schema_)), random_(seed), effort_(effort) {}

  /// Canonical JSON, but for the order of members. `attempt` counts from 0: later ones try to keep it small.
  [[nodiscard]] std::string make(std::size_t attempt) { return make(attempt, schema_.start); }
  /// The same of a rule other than that of the contents.
  [[nodiscard]] std::string make(std::size_t attempt, RuleId rule);
  /// From now on as if it had been made with that seed.
  void start_again(std::uint64_t seed) { random_ = Random(seed); }
  /// What the last one took: values and bytes that were validated.
  [[nodiscard]] std::size_t work() const { return steps_ + validated_; }
  /// Whether the last one was cut short, for it would have grown on and on.
  [[nodiscard]] bool was_cut_short() const { return cut_short_; }
  [[nodiscard]] Random& random() { return random_; }

 private:
  using Rules = std::vector<RuleId>;
  /// The members that an object in the making may have by name, in order.
  struct Members;
  class MemberRules;
  /// What an array in the making must be like, and an object.
  struct ArrayPlan;
  struct Limits {
    std::uint64_t least = 0;
    std::uint64_t max = UINT64_MAX;
  };

  static constexpr std::size_t deep = 5;               // from here on a value is kept small
  static constexpr std::size_t max_roomy_steps = 300;  // of values, and the rest is kept small
  static constexpr std::size_t deepest = 60;           // null is used from here on
  static constexpr std::size_t tries = 12;

  /// Whether the value may have what need not be.
  [[nodiscard]] bool is_roomy() const { return depth_ <= deep && attempt_ < 20 && steps_ < max_roomy_steps; }
  /// Whether the rest is left out.
  [[nodiscard]] bool is_spent() const {
    return steps_ > effort_.max_steps || out_.size() > effort_.max_text || validated_ > effort_.max_validated;
  }
  void value(const Rules& on_value);
  void write(const Rules& all);
  [[nodiscard]] Rules expanded(const Rules& on_value);
  void expand(RuleId id, Rules& all);
  [[nodiscard]] RuleId branch(const std::vector<RuleId>& branches, const Rules& beside);
  [[nodiscard]] bool allows(const Rules& all, Type type) const;
  void expand_some(const std::vector<RuleId>& branches, Rules& all);
  [[nodiscard]] bool have_common_type(Rules all, RuleId other) const;
  [[nodiscard]] bool holds(const Rules& on_value, std::size_t begin);
  [[nodiscard]] bool holds(const Rules& on_value, const json::Node& node) const;
  [[nodiscard]] static bool needs_a_look(const Rule& rule);

  bool write_choice(const Rules& all);
  bool write_example(const Rules& all);
  void write_type(const Rules& all, Type type);
  void write_number(const Rules& all);
  void write_string(const Rules& all);
  void write_array(const Rules& all);
  [[nodiscard]] ArrayPlan array_plan(const Rules& all);
  bool write_element(const Rules& on_item, ArrayPlan& plan);
  [[nodiscard]] bool take_element(std::size_t begin, ArrayPlan& plan) const;
  void write_object(Rules all);
  void write_members(const Rules& all, const std::vector<std::string>& names);

  [[nodiscard]] std::vector<const Constraints*> constraints_of(const Rules& all) const;
  [[nodiscard]] Rules rules_of_item(const Rules& all, std::size_t index);
  [[nodiscard]] bool impossible(const Rules& all) const;
  [[nodiscard]] Members declared(const Rules& all) const;
  [[nodiscard]] bool may_have(const MemberRules& of_members, std::string_view name) const;
  [[nodiscard]] bool add_optional_name(const Rules& all, std::vector<std::string>& names) const;
  [[nodiscard]] Limits size_of_object(const Rules& all) const;
  [[nodiscard]] std::vector<std::string> chosen_names(const Rules& all);
  void add_other_names(const Rules& all, std::uint64_t wished, std::vector<std::string>& names);
  [[nodiscard]] std::vector<std::size_t> shuffled(std::size_t count);
  [[nodiscard]] std::string another_name(const Rules& all);
  [[nodiscard]] std::optional<std::string> matching(const Pattern& pattern, std::uint32_t room);
  [[nodiscard]] std::optional<std::string> matching_some(const std::vector<const Pattern*>& patterns,
                                                         std::uint32_t room);
  [[nodiscard]] std::string text_within(const Limits& limits, const std::vector<const Pattern*>& patterns,
                                        const std::optional<Format>& format);
  [[nodiscard]] std::string word(std::size_t least, std::size_t max);
  [[nodiscard]] const Rule& rule(RuleId id) const { return schema_.rules[id]; }
  [[nodiscard]] const Constraints* constraints(RuleId id) const { return schema_.rules[id].constraints.get(); }

  Schema schema_;
  Opposites opposites_;
  Random random_;
  Effort effort_;
  std::unordered_map<const Pattern*, std::optional<PatternText>> patterns_;  // that were taken apart
  std::vector<std::uint32_t> scope_;  // the resources that were entered on the way to the value: for $dynamicRef
  std::string out_;
  std::size_t attempt_ = 0;
  std::size_t depth_ = 0;
  std::size_t steps_ = 0;
  std::size_t validated_ = 0;
  bool cut_short_ = false;
};

}  // namespace thoth::generation
