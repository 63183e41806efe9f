// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "service/dispatcher.hpp"

namespace thoth::service {

/// Threads that call handlers. They touch neither Kafka nor the Dispatcher. To be used from one thread.
class Workers {
 public:
  /// One call, now, in thread number `thread`, from 0 on.
  using Work = std::function<Attempt(const Job& job, unsigned thread, Time now)>;

  /// Without threads take() calls `work` itself, as number 0, for some milliseconds or one call. `work` must throw
  /// nothing and be safe to call from several threads; it, and what it holds, lives as long as a call of it runs.
  Workers(unsigned threads, Work work);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  Workers(Workers&&) = delete;
  Workers& operator=(Workers&&) = delete;
  /// Does not wait for calls that run: their threads end by themselves, once those return.
  ~Workers();

  /// Has a run's calls made, at the latest from the next take() on.
  void start(Run run);
  /// What ended since, with the results. Waits at most so long until something has
  /// ended and at most `few` records are left.
  std::vector<Run> take(milliseconds at_most, std::size_t few);

 private:
  struct Shared;
  static void serve(Shared& shared, unsigned thread);
  void hand_over();

  std::shared_ptr<Shared> shared_;
  std::vector<Run> started_;      ///< not handed to the threads yet
  std::size_t jobs_started_ = 0;  ///< in them
};

}  // namespace thoth::service
