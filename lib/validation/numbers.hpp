// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <cstdint>
#include <string_view>

namespace thoth {

/// Whether a JSON number's token is an integer: one with a fraction or an exponent is not, whatever its value.
inline bool is_integer(std::string_view token) {
  return token.find_first_of(".eE") == std::string_view::npos;
}

/// Whether an integer's token denotes a number of 64 bits.
inline bool fits_64_bits(std::string_view token) {
  std::int64_t value = 0;
  return std::from_chars(token.data(), token.data() + token.size(), value).ec == std::errc();
}

}  // namespace thoth
