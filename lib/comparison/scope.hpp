// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "comparison/view.hpp"
#include "contract/pattern.hpp"

namespace thoth::comparison {

/// Whether a pattern is plainly in every text. One that is bound to both ends may leave out texts of several lines.
[[nodiscard]] bool is_in_all(const Pattern& pattern);

/// What a rule says of an object's members by their names. Where there is no rule, anything goes.
struct Scope {
  std::unordered_map<std::string_view, std::optional<RuleId>> names;
  std::vector<std::pair<const Pattern*, std::optional<RuleId>>> patterns;
  std::optional<RuleId> rest;  ///< for members that neither names nor patterns cover
  bool closed = false;         ///< `rest` lets nothing through
  std::string_view keyword;    ///< that has it so: additionalProperties or unevaluatedProperties

  /// Appends the rules for a member of that name.
  void append_rules(std::string_view name, std::vector<RuleId>& rules) const;
  [[nodiscard]] bool has_pattern(std::string_view text) const;
  /// Whether some pattern covers every name, so that nothing is left for `rest`.
  [[nodiscard]] bool has_pattern_for_all() const;
};

/// The scopes of all rules of a view. An unevaluatedProperties whose answer depends on the value has none.
[[nodiscard]] std::vector<Scope> scopes_of(const View& view);

/// Whether the scopes account for a rule's unevaluatedProperties.
[[nodiscard]] bool is_covered_by_scopes(const Schema& schema, RuleId rule);

}  // namespace thoth::comparison
