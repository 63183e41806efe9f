// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace thoth {

/// A pattern of the form that most identifiers have, such as ^[a-z]+-[0-9]{4,}$: characters and classes of ASCII, each
/// a number of times, where no character could belong to two of them. Matching takes one look at each byte, which is a
/// fraction of what an engine takes to begin.
class CharacterRuns {
 public:
  /// None: the pattern is of another form.
  static std::optional<CharacterRuns> read(std::string_view pattern);
  [[nodiscard]] bool match(std::string_view text) const;

 private:
  struct Run {
    std::array<bool, 256> has{};  ///< by byte
    std::size_t least = 1;
    std::size_t max = 1;
  };
  class Reader;

  [[nodiscard]] bool are_distinct() const;

  static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

  std::vector<Run> runs_;
  bool is_whole_ = false;  ///< nothing may follow
};

}  // namespace thoth
