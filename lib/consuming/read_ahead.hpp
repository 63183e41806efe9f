// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "thoth/kafka/consumer.hpp"

namespace thoth::kafka {

/// Polls in a thread of its own, so that records are dealt with while the next ones come, and looks at them there; on a
/// single processor, where that only costs, it polls in the caller's and looks at nothing. `Findings` holds what was
/// found in a batch; its clear() forgets it. For a consumer that is in no group, which nobody else may use meanwhile.
/// To be used from one thread.
template <class Findings>
class ReadAhead {
 public:
  /// Called in the thread that polls.
  using Look = std::function<void(const Batch&, Findings&)>;

  /// `look` may be empty.
  explicit ReadAhead(Consumer& consumer, Look look = {});
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  ReadAhead(ReadAhead&&) = delete;
  ReadAhead& operator=(ReadAhead&&) = delete;
  /// What was read ahead is lost.
  ~ReadAhead();

  /// As Consumer::poll(), with what was found in the batch; nothing where nobody looked. After an error there is
  /// nothing more.
  Result<void> poll(Batch& batch, Findings& findings, const Wait& wait);

 private:
  struct Held {
    Batch batch;
    Findings findings;
  };

  /// Batches that wait for the caller at most.
  static constexpr std::size_t max_waiting = 2;
  /// Few enough for their memory to stay in the processor's caches.
  static constexpr std::size_t max_records = 1024;

  void run();
  Held take_empty();
  bool pass(Held held, const Result<void>& polled);

  Consumer& consumer_;
  Look look_;
  std::atomic<bool> is_over_ = false;
  std::mutex mutex_;  ///< of all below
  std::condition_variable came_;
  std::condition_variable went_;
  std::deque<Held> full_;
  std::vector<Held> empty_;  ///< cleared; their memory is used again
  std::optional<Error> error_;
  std::thread thread_;  ///< none: on a single processor
};

template <class Findings>
ReadAhead<Findings>::ReadAhead(Consumer& consumer, Look look) : consumer_(consumer), look_(std::move(look)) {
  if (std::thread::hardware_concurrency() != 1) thread_ = std::thread([this] { run(); });
}

template <class Findings>
ReadAhead<Findings>::~ReadAhead() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  went_.notify_one();
  consumer_.interrupt();
  thread_.join();
}

template <class Findings>
Result<void> ReadAhead<Findings>::poll(Batch& batch, Findings& findings, const Wait& wait) {
  findings.clear();
  if (!thread_.joinable()) return consumer_.poll(batch, wait);
  batch.clear();
  std::unique_lock lock(mutex_);
  while (full_.empty() && !error_ && !wait.over()) came_.wait_for(lock, wait.next());
  if (!full_.empty()) {
    std::swap(batch, full_.front().batch);
    std::swap(findings, full_.front().findings);
    empty_.push_back(std::move(full_.front()));
    full_.pop_front();
    went_.notify_one();
    return {};
  }
  if (error_) return tl::unexpected<Error>(*error_);
  return {};
}

template <class Findings>
void ReadAhead<Findings>::run() {
  bool goes_on = true;
  Held held;
  while (goes_on && !is_over_) {
    const auto polled = consumer_.poll(held.batch, Wait::at_most(Wait::slice, &is_over_), max_records);
    if (polled && held.batch.empty()) continue;
    if (polled && look_) look_(held.batch, held.findings);
    goes_on = pass(std::exchange(held, {}), polled);
    held = take_empty();
  }
}

template <class Findings>
typename ReadAhead<Findings>::Held ReadAhead<Findings>::take_empty() {
  const std::lock_guard lock(mutex_);
  if (empty_.empty()) return {};
  Held held = std::move(empty_.back());
  empty_.pop_back();
  return held;
}

/// False: the caller wants no more, or there is no more.
template <class Findings>
bool ReadAhead<Findings>::pass(Held held, const Result<void>& polled) {
  std::unique_lock lock(mutex_);
  if (polled) full_.push_back(std::move(held));
  if (!polled) error_ = polled.error();
  came_.notify_one();
  went_.wait(lock, [this] { return is_over_ || full_.size() < max_waiting; });
  return polled.has_value();
}

}  // namespace thoth::kafka
