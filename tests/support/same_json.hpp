// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "thoth/json.hpp"

/// Equality of JSON values in which the order of members counts and the spelling of numbers does not.
namespace thoth::test {

/// A number's sign, its digits without zeros at either end, and the power of ten of its last digit.
inline std::tuple<bool, std::string, std::int64_t> denoted(std::string_view token) {
  const bool negative = token.front() == '-';
  const auto e = std::min(token.find_first_of("eE"), token.size());
  std::int64_t power = e == token.size() ? 0 : std::stoll(std::string(token.substr(e + 1)));
  std::string digits;
  bool fraction = false;
  for (const char c : token.substr(0, e)) {
    if (c == '.') fraction = true;
    if (c < '0' || c > '9') continue;
    if (fraction) --power;
    digits += c;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) return {negative, digits, 0};
  while (digits.back() == '0') {
    digits.pop_back();
    ++power;
  }
  return {negative, digits, power};
}

inline bool same_json(const json::Node& a, const json::Node& b) {
  if (a.kind != b.kind || a.truth != b.truth) return false;
  if (a.kind == json::Kind::string) return a.text == b.text;
  if (a.kind == json::Kind::number) return denoted(a.text) == denoted(b.text);
  return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                    [](const json::Node& x, const json::Node& y) { return same_json(x, y); }) &&
         std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                    [](const json::Member& x, const json::Member& y) {
                      return x.name == y.name && same_json(x.value, y.value);
                    });
}

/// Whether two JSON texts are the same value with the same order of members.
inline bool same_json(std::string_view a, std::string_view b) {
  const auto left = json::parse(a);
  const auto right = json::parse(b);
  return left.violations.empty() && right.violations.empty() &&
         same_json(left.document->root(), right.document->root());
}

}  // namespace thoth::test
