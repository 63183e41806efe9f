// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service/retry_schedule.hpp"
#include "thoth/service.hpp"

namespace thoth::service {

/// What an operator wants of a topic.
struct Wish {
  std::string topic;  ///< full name
  bool halted = false;
};

/// A call of a handler that is under way.
struct RunningCall {
  std::string place;  ///< "topic [0] offset 5"
  Time since;
};

/// What other threads see of a running service, and ask of it. Safe from several threads.
class Board {
 public:
  void ask(Wish wish);
  [[nodiscard]] std::vector<Wish> take_wishes();

  void begin_call(Ticket ticket, RunningCall call);
  void end_call(Ticket ticket);
  /// Why the cluster does not answer; empty: it does.
  void set_outage(std::string reason);
  /// What keeps offsets from being committed; empty: nothing.
  void set_commit_problem(std::string reason);
  void set_metrics(ServiceMetrics metrics);

  [[nodiscard]] ServiceMetrics metrics() const;
  /// `max_handling`: longer calls are a problem.
  [[nodiscard]] ServiceHealth health(milliseconds max_handling, Time now) const;

 private:
  mutable std::mutex mutex_;
  std::vector<Wish> wishes_;
  std::map<Ticket, RunningCall> calls_;
  std::string outage_;
  std::optional<std::chrono::system_clock::time_point> outage_since_;
  std::string commit_problem_;
  ServiceMetrics metrics_;
};

}  // namespace thoth::service
