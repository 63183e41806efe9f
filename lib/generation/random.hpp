// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace thoth::generation {

/// Numbers that are the same for the same seed on every machine, which the standard's distributions are not:
/// splitmix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }
  /// Less than `bound`, which is not 0.
  std::size_t below(std::size_t bound) { return next() % bound; }
  /// From `least` to `max`, both of which may come.
  std::int64_t between(std::int64_t least, std::int64_t max) {
    const std::uint64_t width = static_cast<std::uint64_t>(max) - static_cast<std::uint64_t>(least) + 1;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + (width == 0 ? next() : next() % width));
  }
  bool coin() { return (next() & 1U) != 0; }

 private:
  std::uint64_t state_;
};

}  // namespace thoth::generation
