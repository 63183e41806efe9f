#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "contract/constraints.hpp"
#include "generation/pattern_text.hpp"
#include "generation/random.hpp"
#include "thoth/schema.hpp"

namespace thoth::generation {

/// Writes values that should keep a schema's rules, at random. It knows what each keyword asks for and tries again
/// where rules that were thought of one by one do not agree; what comes out may break them all the same, and must be
/// judged.
class ValueMaker {
 public:
  ValueMaker(Schema schema, std::uint64_t seed) : schema_(std::move(schema)), start_(schema_.start), random_(seed) {}

  /// Canonical JSON, but for the order of members. `attempt` counts from 0: later ones try to keep it small.
  [[nodiscard]] std::string make(std::size_t attempt);
  [[nodiscard]] Random& random() { return random_; }

 private:
  using Rules = std::vector<RuleId>;
  /// The members of an object in the making.
  struct Members {
    std::vector<std::string> names;  // in order
    std::vector<bool> required;
  };

  void value(const Rules& on_value);
  void write(const Rules& all);
  [[nodiscard]] Rules expanded(const Rules& on_value);
  void expand(RuleId id, Rules& all);
  [[nodiscard]] RuleId branch(const std::vector<RuleId>& branches, const Rules& beside);
  [[nodiscard]] bool allows(const Rules& all, Type type) const;
  [[nodiscard]] bool holds(const Rules& on_value, std::size_t begin);
  [[nodiscard]] static bool needs_a_look(const Rule& rule);

  bool write_choice(const Rules& all);
  bool write_example(const Rules& all);
  void write_type(const Rules& all, Type type);
  void write_number(const Rules& all);
  void write_string(const Rules& all);
  void write_array(const Rules& all);
  void write_object(Rules all);
  void write_members(const Rules& all, const std::vector<std::string>& names);

  [[nodiscard]] std::vector<const Constraints*> constraints_of(const Rules& all) const;
  [[nodiscard]] Rules rules_of_item(const Rules& all, std::size_t index) const;
  [[nodiscard]] Rules rules_of_member(const Rules& all, std::string_view name) const;
  [[nodiscard]] bool impossible(const Rules& all) const;
  [[nodiscard]] Members declared(const Rules& all) const;
  [[nodiscard]] std::vector<std::string> chosen_names(const Rules& all);
  [[nodiscard]] std::string another_name(const Rules& all);
  [[nodiscard]] std::optional<std::string> matching(const Pattern& pattern);
  [[nodiscard]] std::string word(std::size_t least, std::size_t most);
  [[nodiscard]] const Rule& rule(RuleId id) const { return schema_.rules[id]; }
  [[nodiscard]] const Constraints* constraints(RuleId id) const { return schema_.rules[id].constraints.get(); }

  Schema schema_;  // its start changes with what is being judged
  RuleId start_;
  Random random_;
  std::unordered_map<const Pattern*, std::optional<PatternText>> patterns_;  // that were taken apart
  std::string out_;
  std::size_t attempt_ = 0;
  std::size_t depth_ = 0;
  std::size_t steps_ = 0;
};

}  // namespace thoth::generation
