// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace thoth {

/// What becomes of a text and a pattern. Undecided: finding out took more than its limits allow.
enum class Match : std::uint8_t { no, yes, undecided };

/// A regular expression that PCRE2 runs, in bounded time and memory. Immutable, so that threads may share it.
class Backtracking {
 public:
  /// How many steps one match may take. A step is an item of the pattern that is tried somewhere in the text, or 16
  /// bytes that it goes over: some 0.1 s in all.
  static constexpr std::uint64_t max_steps = 5'000'000;

  /// `pattern` is in PCRE2's syntax. The error says what is wrong with it.
  static tl::expected<Backtracking, std::string> compile(std::string_view pattern);

  /// Whether it matches anywhere in `text`.
  [[nodiscard]] Match match(std::string_view text) const;
  /// How many bytes the compiled pattern has.
  [[nodiscard]] std::size_t size() const;

 private:
  struct Compiled;

  Backtracking() = default;

  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace thoth
