// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "service/dispatcher.hpp"
#include "service/routes.hpp"

namespace thoth::service {

/// A call of a handler that ended.
struct Done {
  Ticket ticket = 0;
  std::string topic;  ///< of its record
  Attempt attempt;
  Clock::duration took{};
};

/// Threads that call handlers. They touch neither Kafka nor the Dispatcher. To be used from one thread.
class Workers {
 public:
  using Work = std::function<Attempt(const Job&)>;

  /// Without threads start() calls `work` itself. `work` must throw nothing and be safe to call from several threads;
  /// it, and what it holds, lives as long as a call of it runs.
  Workers(unsigned threads, Work work);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  Workers(Workers&&) = delete;
  Workers& operator=(Workers&&) = delete;
  /// Does not wait for calls that run: their threads end by themselves, once those return.
  ~Workers();

  void start(Job job);
  /// The calls that ended since; waits at most so long for the first if none did and some run.
  std::vector<Done> take(milliseconds at_most);

 private:
  struct Shared;
  static void run(Shared& shared);

  std::shared_ptr<Shared> shared_;
};

}  // namespace thoth::service
