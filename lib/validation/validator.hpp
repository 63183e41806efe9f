#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/constraints.hpp"
#include "thoth/json.hpp"
#include "thoth/schema.hpp"
#include "thoth/validation.hpp"

namespace thoth {

/// Which members or elements of one value some keyword has had its say on.
class Evaluated {
 public:
  void add(std::size_t index) {
    if (index >= seen_.size()) seen_.resize(index + 1, false);
    seen_[index] = true;
  }
  void add_all() { all_ = true; }
  void add(const Evaluated& other);
  [[nodiscard]] bool has(std::size_t index) const { return all_ || (index < seen_.size() && seen_[index]); }

 private:
  bool all_ = false;
  std::vector<bool> seen_;
};

/// Walks a value along its rules: the strict path, and the one validator. Either it collects every violation, or it
/// only finds out whether there are any. Recursion is bounded: a document is at most json::max_depth deep, a chain of
/// rules on one value is bounded by whoever made the schema, and the sum of both by max_steps.
class Validator {
 public:
  Validator(const Schema& schema, const ValidationOptions& options) : schema_(schema), options_(options) {}

  Violations run(const json::Node& root);

 private:
  /// A step from a container to one of its elements: into an array if `name` is null.
  struct Step {
    const std::string_view* name;
    std::size_t index;
  };
  /// A rule on a value, and what it has evaluated of it; `evaluated` is null where no one will ask.
  struct Site {
    const Rule& rule;
    const json::Node& node;
    Evaluated* evaluated;
  };
  struct Attempt {
    std::size_t branch = 0;
    Violations violations;
  };

  static constexpr std::size_t max_steps = 2000;
  /// How many rules may be tried in all: so many, and so many more for each byte of the text. What goes beyond is a
  /// schema whose alternatives double with each level of the message.
  static constexpr std::size_t max_work = 1'000'000;
  static constexpr std::size_t max_work_per_byte = 200;

  void grant_work(const json::Node& root);
  [[nodiscard]] Violations too_much_work(const json::Node& root);

  // Each returns whether what it checks holds.
  bool check(RuleId id, const json::Node& node, Evaluated* evaluated);
  bool check_nested(const Rule& rule, const json::Node& node, Evaluated* evaluated);
  bool check_all(const Site& site);
  [[nodiscard]] static bool has_type(const Site& site);
  bool check_kind(const Site& site);
  bool check_number(const Site& site);
  bool check_bounds(const Site& site);
  bool check_string(const Site& site);
  bool check_choices(const Site& site);

  bool check_object(const Site& site);
  bool check_members(const Site& site, std::vector<bool>& present);
  bool check_member(const Site& site, std::size_t index, std::size_t property);
  bool check_undeclared(const Site& site, std::size_t index, bool covered);
  bool check_missing(const Site& site, const std::vector<bool>& present);
  bool check_size_of_object(const Site& site);
  bool check_dependencies(const Site& site);
  bool check_unevaluated_members(const Site& site);

  bool check_array(const Site& site);
  bool check_items(const Site& site);
  bool check_contains(const Site& site);
  bool check_unique(const Site& site);
  bool check_unevaluated_items(const Site& site);

  bool check_combinations(const Site& site);
  bool check_any_of(const Site& site);
  bool check_one_of(const Site& site);
  bool check_condition(const Site& site);
  bool attempt(const Site& site, RuleId rule, Violations& found);
  bool holds(RuleId rule, const json::Node& node, Evaluated* evaluated);
  bool refuse_all(const Site& site, std::string_view keyword, const std::vector<RuleId>& branches,
                  std::vector<Attempt> attempts);
  [[nodiscard]] std::size_t distance(const json::Node& node, RuleId branch, const Violations& violations) const;
  [[nodiscard]] RuleId target(const DynamicReference& reference) const;

  // Each returns false, for what it reports does not hold. Nothing is made of it where no one collects.
  bool refuse(Code code, const Site& site, std::string_view keyword, std::string expected, std::string hint = {});
  bool refuse_type(const Site& site);
  bool refuse_missing(const Site& site, std::string_view name, const Rule* rule, std::string_view keyword);
  bool refuse_undeclared(const Site& site, const json::Member& member, std::string_view keyword);
  bool report(Code code, const json::Node& node, std::string expected, std::string found, std::string hint,
              std::string schema);

  [[nodiscard]] bool quiet() const { return sink_ == nullptr; }
  /// Notes a result; true if it is worth going on.
  bool goes_on(bool& ok, bool result) const {
    ok = ok && result;
    return ok || !quiet();
  }
  [[nodiscard]] bool lacks(const Property& property) const;
  [[nodiscard]] std::string found_in(const json::Node& node) const;
  [[nodiscard]] std::string pointer() const;

  const Schema& schema_;
  const ValidationOptions& options_;
  std::vector<Step> path_;
  std::vector<std::uint32_t> resources_;  // that were entered on the way to the rule: what $dynamicRef goes by
  std::size_t steps_ = 0;                 // rules within each other
  std::size_t work_left_ = 0;             // rules that may still be tried
  std::size_t conditions_ = 0;            // rules on the way here that need not hold
  Secret secret_ = Secret::no;
  Violations* sink_ = nullptr;
};

/// "FILE#/pointer/keyword" of a rule that users bring, else nothing.
[[nodiscard]] std::string keyword_location(const Rule& rule, std::string_view keyword);

/// A rule that nothing satisfies: the schema `false`.
[[nodiscard]] inline bool is_impossible(const Rule& rule) {
  return rule.types == TypeSet{};
}

}  // namespace thoth
