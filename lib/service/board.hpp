// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service/calls.hpp"
#include "service/retry_schedule.hpp"
#include "thoth/service.hpp"

namespace thoth::service {

/// What an operator wants of a topic.
struct Wish {
  std::string topic;  ///< full name
  bool halted = false;
};

/// What other threads see of a running service, and ask of it. Safe from several threads.
class Board {
 public:
  void ask(Wish wish);
  [[nodiscard]] std::vector<Wish> take_wishes();

  /// Those of the present run.
  void set_calls(std::shared_ptr<const Calls> calls);
  /// Why the cluster does not answer; empty: it does.
  void set_outage(std::string reason);
  /// What keeps offsets from being committed; empty: nothing.
  void set_commit_problem(std::string reason);
  /// What may not be read, by topic (full name; empty: the group), and why.
  void set_denied(const std::map<std::string, std::string>& denied);
  void set_metrics(ServiceMetrics metrics);

  [[nodiscard]] ServiceMetrics metrics() const;
  /// `max_handling`: longer calls are a problem.
  [[nodiscard]] ServiceHealth health(milliseconds max_handling, Time now) const;

 private:
  struct Denial {
    std::string reason;
    std::chrono::system_clock::time_point since;
  };

  mutable std::mutex mutex_;
  std::vector<Wish> wishes_;
  std::shared_ptr<const Calls> calls_;
  std::string outage_;
  std::optional<std::chrono::system_clock::time_point> outage_since_;
  std::string commit_problem_;
  std::map<std::string, Denial> denied_;
  ServiceMetrics metrics_;
};

}  // namespace thoth::service
