// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace thoth::json {

namespace detail {
template <typename Word>
bool same_ends(const char* left, const char* right, std::size_t size) {
  Word a[2];  // NOLINT
  Word b[2];  // NOLINT
  std::memcpy(&a[0], left, sizeof(Word));
  std::memcpy(&b[0], right, sizeof(Word));
  std::memcpy(&a[1], left + size - sizeof(Word), sizeof(Word));
  std::memcpy(&b[1], right + size - sizeof(Word), sizeof(Word));
  return ((a[0] ^ b[0]) | (a[1] ^ b[1])) == 0;
}
}  // namespace detail

/// Whether two texts are equal, without the call that comparing such short ones as names would mostly consist of.
inline bool same_text(std::string_view left, std::string_view right) {
  const std::size_t size = left.size();
  if (size != right.size()) return false;
  if (size > 16) return std::memcmp(left.data(), right.data(), size) == 0;
  if (size >= 8) return detail::same_ends<std::uint64_t>(left.data(), right.data(), size);
  if (size >= 4) return detail::same_ends<std::uint32_t>(left.data(), right.data(), size);
  if (size >= 2) return detail::same_ends<std::uint16_t>(left.data(), right.data(), size);
  return size == 0 || left.front() == right.front();
}

}  // namespace thoth::json
