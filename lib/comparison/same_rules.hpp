// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "thoth/schema.hpp"

namespace thoth::comparison {

/// Finds rules that ask for the same, keyword by keyword. Keeps what it found; the schemas must outlive it. After
/// max_steps pairs of rules it finds no more of them.
class SameRules {
 public:
  /// Whether a rule of one schema is the same as one of another. Annotations do not count.
  bool same(const Schema& a, RuleId of_a, const Schema& b, RuleId of_b);
  /// Whether two schemas are the same in all that validation uses.
  bool same(const Schema& a, const Schema& b);

 private:
  static constexpr std::size_t max_steps = 1'000'000;

  using Pair = std::tuple<const Schema*, RuleId, const Schema*, RuleId>;

  /// A number for all that a rule says, but for what the rules it uses say: rules of the same shape have the same.
  std::uint32_t shape_of(const Schema& schema, RuleId id);

  std::unordered_map<std::string, std::uint32_t> shapes_;
  std::unordered_map<const Schema*, std::vector<std::uint32_t>> shape_of_rule_;  // 0: not known yet
  std::size_t steps_left_ = max_steps;
  std::set<Pair> same_;
  std::set<Pair> different_;
};

}  // namespace thoth::comparison
