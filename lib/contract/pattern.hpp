// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "contract/backtracking.hpp"
#include "contract/character_runs.hpp"

namespace re2 {
class RE2;
}

namespace thoth {

/// A regular expression as JSON Schema has them (ECMA-262). What has not the form of CharacterRuns is for RE2, which is
/// linear in the text; what RE2 cannot hold (look-around, back references, large counts), PCRE2 runs within limits.
class Pattern {
 public:
  /// The error says what is wrong with it.
  static tl::expected<Pattern, std::string> compile(std::string_view text);

  /// Whether it matches anywhere in `text`.
  [[nodiscard]] Match match(std::string_view text) const;
  /// Whether it is known to match.
  [[nodiscard]] bool is_in(std::string_view text) const { return match(text) == Match::yes; }
  /// How many steps its automaton has, as a measure of the memory it takes.
  [[nodiscard]] std::size_t size() const;
  /// As it was written.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  Pattern() = default;
  /// What most patterns come to, which needs no machine; of others, what a text must start with at least.
  enum class Plain : std::uint8_t { no, anything, start, whole };
  void find_plain();

  std::string text_;
  Plain plain_ = Plain::no;
  std::string literal_;                // that any text must start with, or be
  std::optional<CharacterRuns> runs_;  // which it is as a whole
  std::shared_ptr<const re2::RE2> compiled_;
  std::optional<Backtracking> backtracking_;  // where RE2 cannot hold it
};

}  // namespace thoth
