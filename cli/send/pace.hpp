// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace thoth::cli {

/// So many messages a second, evenly. After a halt what was missed is not caught up with, but for a tenth of a second.
class Pace {
 public:
  using Clock = std::chrono::steady_clock;

  /// `rate`: messages a second, at least 1.
  Pace(std::uint64_t rate, Clock::time_point start) : rate_(rate), start_(start) {}

  /// How long the next message has to wait; zero: not at all.
  [[nodiscard]] Clock::duration left(Clock::time_point now) const;
  /// A message was sent.
  void count(Clock::time_point now);

 private:
  [[nodiscard]] Clock::time_point next() const;

  std::uint64_t rate_;
  Clock::time_point start_;
  std::uint64_t sent_ = 0;  ///< since start_
};

}  // namespace thoth::cli
