// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>

#pragma GCC visibility push(default)

namespace thoth::kafka {

using std::chrono::milliseconds;

/// How long a call may wait: until a point in time, or until a flag is set (by a signal handler, say). The flag is seen
/// within `slice`, but where a cluster's answer is under way and late (then within 4 s). Any number of threads may use
/// it.
class Wait {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr milliseconds slice{100};

  /// Until `duration` from now, or until `*stop` is true. `stop` may be null and must outlive the waiting.
  static Wait at_most(milliseconds duration, const std::atomic<bool>* stop = nullptr) {
    // A day is for ever here, and keeps any duration clear of overflow.
    return {Clock::now() + std::min<milliseconds>(duration, std::chrono::hours{24}), stop};
  }
  /// Until a point in time, or until `*stop` is true.
  static Wait until(Clock::time_point deadline, const std::atomic<bool>* stop = nullptr) { return {deadline, stop}; }

  [[nodiscard]] bool stopped() const { return stop_ != nullptr && stop_->load(std::memory_order_relaxed); }
  [[nodiscard]] bool expired() const { return Clock::now() >= deadline_; }
  /// True once there is nothing left to wait for.
  [[nodiscard]] bool over() const { return stopped() || expired(); }
  /// What is left, never negative.
  [[nodiscard]] milliseconds left() const {
    return std::max(milliseconds{0}, std::chrono::ceil<milliseconds>(deadline_ - Clock::now()));
  }
  /// The next bit to wait: `max`, or what is left if that is less.
  [[nodiscard]] milliseconds next(milliseconds max = slice) const { return std::min(max, left()); }
  [[nodiscard]] milliseconds total() const { return total_; }
  [[nodiscard]] Clock::time_point deadline() const { return deadline_; }
  [[nodiscard]] const std::atomic<bool>* stop() const { return stop_; }

 private:
  Wait(Clock::time_point deadline, const std::atomic<bool>* stop)
      : deadline_(deadline), stop_(stop), total_(std::chrono::ceil<milliseconds>(deadline - Clock::now())) {}

  Clock::time_point deadline_;
  const std::atomic<bool>* stop_;
  milliseconds total_;  ///< as it was given, for messages
};

}  // namespace thoth::kafka

#pragma GCC visibility pop
