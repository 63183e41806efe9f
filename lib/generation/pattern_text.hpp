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

/// What is between two quantifiers of a pattern: one character of a set, a group of alternatives, or a reference to
/// one.
struct PatternPart {
  static constexpr std::uint32_t no_end = std::numeric_limits<std::uint32_t>::max();

  std::u32string characters;
  std::vector<std::vector<PatternPart>> alternatives;
  std::uint32_t least = 1;
  std::uint32_t max = 1;
  std::uint32_t group = 0;      ///< the number of a capturing group; 0 if it is not one
  std::uint32_t refers_to = 0;  ///< the group whose text is repeated; 0 if it is not a reference
};

/// A regular expression, taken apart so that texts can be made of it. What looks ahead or behind is a guess: what it
/// asks for may be written or not, and what it refuses is passed over.
class PatternText {
 public:
  /// None where it uses what this does not know: scripts of Unicode, and classes of POSIX.
  [[nodiscard]] static std::optional<PatternText> read(std::string_view pattern);

  /// A text that should match; to be sure, ask the pattern. What may be repeated without end is so at
  /// most `room` times more than it must.
  [[nodiscard]] std::string make(Random& random, std::uint32_t room = 3) const;
  /// Whether it looks ahead or behind, so that several texts may have to be made before one matches.
  [[nodiscard]] bool looks_around() const { return looks_around_; }

 private:
  using Alternatives = std::vector<std::vector<PatternPart>>;

  PatternText(Alternatives alternatives, bool looks_around)
      : alternatives_(std::move(alternatives)), looks_around_(looks_around) {}

  Alternatives alternatives_;
  bool looks_around_ = false;
};

}  // namespace thoth::generation
