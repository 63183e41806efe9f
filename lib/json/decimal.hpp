// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace thoth::json {

/// The exact value of a JSON number's token, of any size: its significant digits times a power of ten. 1, 1.0 and 10e-1
/// are the same value. An exponent past 10^15 counts as 10^15.
class Decimal {
 public:
  /// `token` is a number as RFC 8259 has it.
  explicit Decimal(std::string_view token);

  [[nodiscard]] bool is_integer() const { return digits_.empty() || exponent_ >= 0; }
  [[nodiscard]] bool is_positive() const { return !negative_ && !digits_.empty(); }
  [[nodiscard]] std::size_t significant_digits() const { return digits_.size(); }
  /// As a count: none if it is negative or no integer; what is too large for 64 bits is their largest.
  [[nodiscard]] std::optional<std::uint64_t> count() const;
  /// `divisor` is positive and has at most max_divisor_digits significant digits.
  [[nodiscard]] bool is_multiple_of(const Decimal& divisor) const;
  /// Appends a text that equal values share and others do not.
  void append_key(std::string& out) const;

  static constexpr std::size_t max_divisor_digits = 18;

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) = default;

 private:
  [[nodiscard]] std::strong_ordering compare_magnitude(const Decimal& other) const;

  bool negative_ = false;
  std::string digits_;  // without zeros at either end; none: zero
  std::int64_t exponent_ = 0;
};

}  // namespace thoth::json
