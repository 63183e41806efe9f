// SPDX-License-Identifier: GPL-3.0-or-later
#include "json/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>

#include "base/characters.hpp"

namespace thoth::json {
namespace {

constexpr std::int64_t farthest_exponent = 1'000'000'000'000'000;

__extension__ using Wide = unsigned __int128;

std::int64_t read_exponent(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || value > farthest_exponent) value = farthest_exponent;
  return negative ? -value : value;
}

std::uint64_t times(std::uint64_t a, std::uint64_t b, std::uint64_t modulus) {
  return static_cast<std::uint64_t>(static_cast<Wide>(a) * b % modulus);
}

std::uint64_t power_of_ten(std::uint64_t exponent, std::uint64_t modulus) {
  std::uint64_t result = 1 % modulus;
  for (std::uint64_t base = 10 % modulus; exponent != 0; exponent /= 2) {
    if (exponent % 2 == 1) result = times(result, base, modulus);
    base = times(base, base, modulus);
  }
  return result;
}

}  // namespace

Decimal::Decimal(std::string_view token) {
  negative_ = token.starts_with('-');
  if (negative_) token.remove_prefix(1);
  bool is_fraction = false;
  for (std::size_t at = 0; at != token.size(); ++at) {
    if (!is_digit(token[at])) {
      is_fraction = token[at] == '.';
      if (is_fraction) continue;
      exponent_ += read_exponent(token.substr(at + 1));
      break;
    }
    if (is_fraction) --exponent_;
    if (token[at] != '0' || !digits_.empty()) digits_ += token[at];
  }
  if (digits_.empty()) {
    negative_ = false;
    exponent_ = 0;
    return;
  }
  const std::size_t kept = digits_.find_last_not_of('0') + 1;
  exponent_ += static_cast<std::int64_t>(digits_.size() - kept);
  digits_.resize(kept);
}

std::strong_ordering Decimal::compare_magnitude(const Decimal& other) const {
  const auto size = exponent_ + static_cast<std::int64_t>(digits_.size());
  const auto other_size = other.exponent_ + static_cast<std::int64_t>(other.digits_.size());
  if (size != other_size) return size <=> other_size;
  return digits_.compare(other.digits_) <=> 0;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const auto sign = [](const Decimal& value) { return value.digits_.empty() ? 0 : value.negative_ ? -1 : 1; };
  if (sign(a) != sign(b)) return sign(a) <=> sign(b);
  if (sign(a) == 0) return std::strong_ordering::equal;
  return sign(a) > 0 ? a.compare_magnitude(b) : b.compare_magnitude(a);
}

std::optional<std::uint64_t> Decimal::count() const {
  if (negative_ || !is_integer()) return std::nullopt;
  constexpr std::int64_t largest_power = 19;
  std::uint64_t value = 0;
  const auto read = std::from_chars(digits_.data(), digits_.data() + digits_.size(), value);
  for (std::int64_t power = 0; power < std::min(exponent_, largest_power + 1); ++power) {
    if (__builtin_mul_overflow(value, 10, &value)) return std::numeric_limits<std::uint64_t>::max();
  }
  return read.ec == std::errc::result_out_of_range ? std::numeric_limits<std::uint64_t>::max() : value;
}

bool Decimal::is_multiple_of(const Decimal& divisor) const {
  if (digits_.empty()) return true;
  // Neither's digits end in zero, so that a value of a smaller power of ten is no multiple.
  if (exponent_ < divisor.exponent_) return false;
  std::uint64_t modulus = 0;
  std::from_chars(divisor.digits_.data(), divisor.digits_.data() + divisor.digits_.size(), modulus);
  std::uint64_t rest = 0;
  for (const char digit : digits_)
    rest = (times(rest, 10, modulus) + static_cast<std::uint64_t>(digit - '0')) % modulus;
  return times(rest, power_of_ten(static_cast<std::uint64_t>(exponent_ - divisor.exponent_), modulus), modulus) == 0;
}

void Decimal::append_key(std::string& out) const {
  if (negative_) out += '-';
  out += digits_;
  out += 'e';
  out += std::to_string(exponent_);
}

}  // namespace thoth::json
