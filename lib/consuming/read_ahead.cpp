// SPDX-License-Identifier: GPL-3.0-or-later
#include "consuming/read_ahead.hpp"

#include <utility>

namespace thoth::kafka {
namespace {

/// Batches that wait for the caller at most.
constexpr std::size_t max_waiting = 2;
/// Few enough for their memory to stay in the processor's caches.
constexpr std::size_t max_records = 1024;

}  // namespace

ReadAhead::ReadAhead(Consumer& consumer) : consumer_(consumer) {
  if (std::thread::hardware_concurrency() != 1) thread_ = std::thread([this] { run(); });
}

ReadAhead::~ReadAhead() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  went_.notify_one();
  consumer_.interrupt();
  thread_.join();
}

Result<void> ReadAhead::poll(Batch& batch, const Wait& wait) {
  if (!thread_.joinable()) return consumer_.poll(batch, wait);
  batch.clear();
  std::unique_lock lock(mutex_);
  while (full_.empty() && !error_ && !wait.over()) came_.wait_for(lock, wait.next());
  if (!full_.empty()) {
    std::swap(batch, full_.front().batch);
    empty_.push_back(std::move(full_.front()));
    full_.pop_front();
    went_.notify_one();
    return {};
  }
  if (error_) return tl::unexpected<Error>(*error_);
  return {};
}

void ReadAhead::run() {
  bool goes_on = true;
  Batch batch;
  while (goes_on && !is_over_) {
    const auto polled = consumer_.poll(batch, Wait::at_most(Wait::slice, &is_over_), max_records);
    if (polled && batch.empty()) continue;
    goes_on = pass(std::exchange(batch, {}), polled);
    batch = take_empty();
  }
}

Batch ReadAhead::take_empty() {
  const std::lock_guard lock(mutex_);
  if (empty_.empty()) return {};
  Batch batch = std::move(empty_.back().batch);
  empty_.pop_back();
  return batch;
}

/// False: the caller wants no more, or there is no more.
bool ReadAhead::pass(Batch batch, const Result<void>& polled) {
  std::unique_lock lock(mutex_);
  if (polled) full_.push_back({std::move(batch)});
  if (!polled) error_ = polled.error();
  came_.notify_one();
  went_.wait(lock, [this] { return is_over_ || full_.size() < max_waiting; });
  return polled.has_value();
}

}  // namespace thoth::kafka
