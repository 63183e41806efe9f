// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generation/random.hpp"

namespace thoth::generation {

/// What is between two quantifiers of a pattern: one character of a set, or a group of alternatives.
struct PatternPart {
  static constexpr std::uint32_t no_end = std::numeric_limits<std::uint32_t>::max();

  std::u32string characters;
  std::vector<std::vector<PatternPart>> alternatives;
  std::uint32_t least = 1;
  std::uint32_t max = 1;
};

/// A regular expression that RE2 takes, taken apart so that texts can be made of it.
class PatternText {
 public:
  /// None where it uses what this does not know: scripts of Unicode, and classes of POSIX.
  [[nodiscard]] static std::optional<PatternText> read(std::string_view pattern);

  /// A text that should match; to be sure, ask the pattern. What may be repeated without end is so at
  /// most `room` times more than it must.
  [[nodiscard]] std::string make(Random& random, std::uint32_t room = 3) const;

 private:
  using Alternatives = std::vector<std::vector<PatternPart>>;

  explicit PatternText(Alternatives alternatives) : alternatives_(std::move(alternatives)) {}

  Alternatives alternatives_;
};

}  // namespace thoth::generation
