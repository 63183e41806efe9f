// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "thoth/schema.hpp"

namespace thoth::comparison {

/// The branches of an anyOf or oneOf, of which one at least must hold.
struct Alternatives {
  RuleId rule = 0;  ///< whose they are
  bool one_of = false;
  const std::vector<RuleId>* branches = nullptr;
};

/// Rules of a schema that all hold for one value, and those that they hand it on to ($ref, allOf). No rules: anything
/// goes. The schema must outlive this.
class View {
 public:
  View(const Schema& schema, const std::vector<RuleId>& rules);

  [[nodiscard]] const Schema& schema() const { return *schema_; }
  [[nodiscard]] const std::vector<RuleId>& rules() const { return rules_; }
  /// The types that are being looked at.
  [[nodiscard]] TypeSet only() const { return only_; }
  /// The same, of values of those types alone.
  [[nodiscard]] View only(TypeSet types) const;

  /// Alternatives of which none was chosen yet; none where there are none, or where the cases would be too many.
  [[nodiscard]] std::optional<Alternatives> open_alternatives() const;
  /// The case in which that branch of the alternatives, by its index, holds.
  [[nodiscard]] View with(const Alternatives& alternatives, std::size_t branch) const;
  /// The index of the branch that was chosen of this many; none, where none was.
  [[nodiscard]] std::optional<std::size_t> chosen_of(std::size_t branches) const;
  /// The same with another rule.
  [[nodiscard]] View with(RuleId rule) const;
  /// True if it says nothing: anything goes.
  [[nodiscard]] bool allows_anything() const { return rules_.empty() && only_ == any_type; }
  /// The view before any alternative was chosen.
  [[nodiscard]] View whole() const { return {*schema_, whole_}; }

  /// "FILE#/pointer" of its first rule; empty where there is none, or where it is not user-defined.
  [[nodiscard]] std::string location() const;

  friend bool operator<(const View& a, const View& b) { return a.key() < b.key(); }

 private:
  struct Choice {
    RuleId rule;
    bool one_of;
    std::size_t branch;
    std::size_t branches;
    friend bool operator<(const Choice& a, const Choice& b) {
      return std::tie(a.rule, a.one_of, a.branch, a.branches) < std::tie(b.rule, b.one_of, b.branch, b.branches);
    }
  };

  void add(std::vector<RuleId> open);
  [[nodiscard]] std::tuple<const Schema*, const std::vector<RuleId>&, const std::vector<Choice>&, std::uint8_t> key()
      const {
    return {schema_, rules_, chosen_, only_.bits()};
  }

  const Schema* schema_;
  std::vector<RuleId> whole_;
  std::vector<RuleId> rules_;  // sorted
  std::vector<Choice> chosen_;
  std::size_t cases_ = 1;
  TypeSet only_ = any_type;
};

/// One view for each choice of alternatives; the view itself if it has none.
[[nodiscard]] std::vector<View> cases_of(const View& view);

}  // namespace thoth::comparison
