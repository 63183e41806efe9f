// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/pace.hpp"

#include <algorithm>

namespace thoth::cli {
namespace {

/// How much of a delay is caught up with.
constexpr std::chrono::milliseconds catch_up{100};
/// Before this passes there is nothing worth waiting for: a wait takes as long.
constexpr std::chrono::milliseconds grain{1};

}  // namespace

Pace::Clock::time_point Pace::next() const {
  const auto seconds = std::chrono::seconds(sent_ / rate_);
  const auto rest = std::chrono::nanoseconds(sent_ % rate_ * std::nano::den / rate_);
  return start_ + seconds + rest;
}

Pace::Clock::duration Pace::left(Clock::time_point now) const {
  const auto wait = next() - now;
  return wait < grain ? Clock::duration::zero() : wait;
}

void Pace::count(Clock::time_point now) {
  const auto late = now - next();
  if (late > catch_up) start_ += late - catch_up;
  ++sent_;
}

}  // namespace thoth::cli
