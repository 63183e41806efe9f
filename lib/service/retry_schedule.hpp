// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <vector>

#include "thoth/service.hpp"

namespace thoth::service {

using Clock = std::chrono::steady_clock;
using Time = Clock::time_point;
/// One record in memory. A record that is read again has another one.
using Ticket = std::uint64_t;

/// Records that wait for another attempt. Knows no clock: the time is given.
class RetrySchedule {
 public:
  explicit RetrySchedule(std::uint32_t seed) : random_(seed) {}

  /// Puts a record in whose attempt number `attempt` (from 1 on) failed at `now`, and returns when it is due.
  Time add(Ticket ticket, const Retry& retry, int attempt, Time now);
  /// Takes out what is due, in the order of the times.
  std::vector<Ticket> take_due(Time now);
  /// When the next is due; none: nothing waits.
  [[nodiscard]] std::optional<Time> next() const;
  void remove(Ticket ticket);

 private:
  std::multimap<Time, Ticket> waiting_;
  std::minstd_rand random_;
};

/// How long to wait after attempt number `attempt`, before any jitter.
[[nodiscard]] milliseconds pause_after(const Retry& retry, int attempt);

}  // namespace thoth::service
