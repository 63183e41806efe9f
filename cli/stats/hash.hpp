// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace thoth::cli {

/// Spreads the bits of a number over all of it: each of the result depends on each of `bits`. Source of the steps and
/// constants: the finalizer of MurmurHash3 (A. Appleby, public domain).
[[nodiscard]] constexpr std::uint64_t spread(std::uint64_t bits) {
  bits ^= bits >> 33U;
  bits *= 0xFF51AFD7ED558CCDULL;
  bits ^= bits >> 33U;
  bits *= 0xC4CEB9FE1A85EC53ULL;
  return bits ^ bits >> 33U;
}

/// A hash that sketches can count by: all its bits look random. No bytes at all are something else than none of them.
[[nodiscard]] inline std::uint64_t sketch_hash(const std::optional<std::string_view>& bytes) {
  constexpr std::uint64_t absent = 0x9E3779B97F4A7C15ULL;
  return bytes ? spread(std::hash<std::string_view>{}(*bytes)) : absent;
}

/// The hash of two things in this order, from that of each.
[[nodiscard]] constexpr std::uint64_t joined_hash(std::uint64_t first, std::uint64_t second) {
  constexpr unsigned turn = 23;
  return spread((first << turn | first >> (64U - turn)) ^ second);
}

}  // namespace thoth::cli
