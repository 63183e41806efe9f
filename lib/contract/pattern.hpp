// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace re2 {
class RE2;
}

namespace thoth {

/// A regular expression as JSON Schema has them (ECMA-262), run by RE2 in time linear in the text.
class Pattern {
 public:
  /// The error says what RE2 does not support: look-around, back references, counts past 1,000, or what is not a
  /// pattern at all.
  static tl::expected<Pattern, std::string> compile(std::string_view text);

  /// Whether it matches anywhere in `text`.
  [[nodiscard]] bool is_in(std::string_view text) const;
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
  std::string literal_;  // that any text must start with, or be
  std::shared_ptr<const re2::RE2> compiled_;
};

}  // namespace thoth
