// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace thoth::json {

/// Tells most names of few apart by their looks: size, first and last byte.
class NameLooks {
 public:
  /// True if the name differs from all before it. False means nothing.
  [[nodiscard]] bool add(std::string_view name) {
    if (name.empty()) return false;
    const std::size_t first = static_cast<unsigned char>(name.front());
    const std::size_t last = static_cast<unsigned char>(name.back());
    const auto look = static_cast<std::uint8_t>(name.size() * 31 + first * 7 + last * 3);
    const std::uint64_t bit = std::uint64_t{1} << (look % 64);
    const bool is_new = (seen_[look / 64] & bit) == 0;
    seen_[look / 64] |= bit;
    return is_new;
  }

 private:
  std::array<std::uint64_t, 4> seen_{};
};

/// Finds out whether names repeat, in linear time also for many names with long equal beginnings. Keeps scratch memory.
class DuplicateNames {
 public:
  DuplicateNames();
  [[nodiscard]] bool any(std::span<const std::string_view> names);
  /// Indices of all names that occur earlier already, ascending.
  [[nodiscard]] std::vector<std::size_t> all(std::span<const std::string_view> names);

 private:
  [[nodiscard]] std::uint64_t hash(std::string_view name) const;
  void clear_slots(std::size_t names);
  [[nodiscard]] bool enter(std::span<const std::string_view> names, std::size_t index);

  std::uint64_t seed_;  // chosen anew by each process, so that no input can be made to collide
  std::vector<std::uint32_t> slots_;
};

}  // namespace thoth::json
