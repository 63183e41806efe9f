// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "thoth/comparison.hpp"
#include "thoth/violation.hpp"

namespace thoth::comparison {

/// How well violations show a change: `yes` if they are all of it, `partly` if something else is wrong, too.
enum class Shown : std::uint8_t { no, partly, yes };

/// Tells whether what is wrong with a message is what a change says.
class WitnessMatch {
 public:
  /// `others`: pointers of other changes that break the same side.
  WitnessMatch(const Change& change, const std::vector<std::string>& others);

  [[nodiscard]] Shown shown_by(const Violations& violations) const;
  /// The first violation that shows the change; null if none does.
  [[nodiscard]] const Violation* first_of(const Violations& violations) const;

 private:
  [[nodiscard]] bool matches(const Violation& violation) const;
  [[nodiscard]] bool is_not_of_object(const Violation& violation) const;
  [[nodiscard]] bool is_of_others(const Violation& violation) const;

  const Change& change_;
  std::string_view pointer_;         // where its violations are
  std::vector<std::string> others_;  // below it
};

/// Where a pointer leads, seen from another in which * is any name or index.
enum class Relation : std::uint8_t { apart, above, same, below };
[[nodiscard]] Relation relation(std::string_view pattern, std::string_view pointer);

}  // namespace thoth::comparison
