// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rfc3339.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "base/characters.hpp"

namespace thoth::rfc3339 {
namespace {

/// The number that `text` is, which must be `size` digits.
std::optional<int> digits(std::string_view text, std::size_t size) {
  if (text.size() != size || !std::all_of(text.begin(), text.end(), json::is_digit)) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<std::chrono::minutes> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return std::chrono::minutes(0);
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = digits(text.substr(1, 2), 2);
  const auto minutes = digits(text.substr(4, 2), 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::chrono::minutes offset(*hours * 60 + *minutes);
  return text[0] == '-' ? -offset : offset;
}

/// Milliseconds of a fraction's digits.
std::chrono::milliseconds milliseconds_of(std::string_view fraction) {
  int value = 0;
  for (std::size_t i = 0; i < 3; ++i) value = value * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  return std::chrono::milliseconds(value);
}

}  // namespace

std::optional<std::chrono::year_month_day> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4), 4);
  const auto month = digits(text.substr(5, 2), 2);
  const auto day = digits(text.substr(8, 2), 2);
  if (!year || !month || !day) return std::nullopt;
  const auto date = std::chrono::year(*year) / *month / *day;
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<Time> parse_time(std::string_view text) {
  if (text.size() < 9 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hour = digits(text.substr(0, 2), 2);
  const auto minute = digits(text.substr(3, 2), 2);
  const auto second = digits(text.substr(6, 2), 2);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  text.remove_prefix(8);
  std::chrono::milliseconds fraction{};
  if (text[0] == '.') {
    text.remove_prefix(1);
    const std::size_t size = std::min(text.find_first_not_of("0123456789"), text.size());
    if (size == 0) return std::nullopt;
    fraction = milliseconds_of(text.substr(0, size));
    text.remove_prefix(size);
  }
  const auto offset = parse_offset(text);
  if (!offset) return std::nullopt;
  const std::chrono::seconds whole((*hour * 60 + *minute) * 60 + *second);
  return Time{whole + fraction, *offset, *second == 60};
}

}  // namespace thoth::rfc3339
