// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <tuple>

#include "thoth/schema.hpp"

namespace thoth::comparison {

/// Finds rules that ask for the same, keyword by keyword. Keeps what it found; the schemas must outlive it.
class SameRules {
 public:
  /// Whether a rule of one schema is the same as one of another. Annotations do not count.
  bool same(const Schema& a, RuleId of_a, const Schema& b, RuleId of_b);
  /// Whether two schemas are the same in all that validation uses.
  bool same(const Schema& a, const Schema& b);

 private:
  using Pair = std::tuple<const Schema*, RuleId, const Schema*, RuleId>;

  std::set<Pair> same_;
  std::set<Pair> different_;
};

}  // namespace thoth::comparison
