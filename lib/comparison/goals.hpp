// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "contract/constraints.hpp"
#include "thoth/comparison.hpp"
#include "thoth/schema.hpp"

namespace thoth::comparison {

/// What to look for where one contract takes messages that another refuses: rules for messages of the one that have, at
/// the place of a change, something that the other may refuse.
class Goals {
 public:
  Goals(Schema takes, const Schema& refuses);

  /// Adds rules for a change, the most promising ones first. Each asks for all that the contract that takes asks for.
  [[nodiscard]] std::vector<RuleId> add(const std::string& pointer);
  /// Messages that both contracts take.
  [[nodiscard]] RuleId both() const { return both_; }
  /// Both contracts and the rules that were added, which starts with the one that takes.
  [[nodiscard]] const Schema& schema() const { return schema_; }

 private:
  using Tokens = std::vector<std::string>;

  [[nodiscard]] std::vector<RuleId> rules_at(RuleId start, const Tokens& tokens, std::size_t size) const;
  void add_in_place(RuleId id, std::set<RuleId>& rules) const;
  void add_parts(RuleId id, const std::string& token, std::set<RuleId>& parts) const;
  [[nodiscard]] std::vector<std::string> names_at(const Tokens& tokens, std::size_t size) const;
  RuleId refused_at(const Tokens& tokens, std::size_t size);
  RuleId path_to(const Tokens& tokens, std::size_t size, RuleId value);
  RuleId step_to(const Tokens& tokens, std::size_t index, RuleId value);
  RuleId object_with(const std::string& name, RuleId value, Presence presence);
  RuleId any_of(std::vector<RuleId> rules);
  RuleId together(std::vector<RuleId> rules);
  RuleId add(TypeSet types, Constraints constraints);

  Schema schema_;
  RuleId refusing_ = 0;  // the start of the other contract
  RuleId both_ = 0;
  RuleId anything_ = 0;
  RuleId nothing_ = 0;
};

}  // namespace thoth::comparison
