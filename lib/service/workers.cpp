// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/workers.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>

namespace thoth::service {
namespace {

/// After so long a lane gives way to others, and handlers to the rest of what the thread of take() does.
constexpr milliseconds longest_turn{5};
/// Records that are handed over at once: waking a thread costs more than handling one quickly.
constexpr std::size_t handful = 32;

}  // namespace

/// Owned by each thread as well.
struct Workers::Shared {
  unsigned threads = 0;
  Work work;
  std::atomic<bool> is_over = false;
  std::mutex mutex;  ///< of all below
  std::condition_variable began;
  std::condition_variable ended;
  std::deque<Run> runs;
  std::vector<Run> done;
  std::size_t unfinished = 0;  ///< records of runs that were started and have not ended
  std::size_t few = 0;         ///< as take() was told

  /// The run whose calls a thread makes.
  struct Current {
    Run run{};
    std::atomic<std::size_t> ended = 0;  ///< of its jobs; their thread is done with those
    std::size_t told = 0;                ///< of the same
  };
  std::deque<Current> current;  ///< one for each thread

  void call(Current& now_on, unsigned thread) const {
    Time now = Clock::now();
    const Lanes::Lane* lane = now_on.run.front().lane;
    Time lane_began = now;
    bool lane_goes_on = true;
    for (std::size_t i = 0; i < now_on.run.size(); ++i) {
      Job& job = now_on.run[i];
      if (job.lane != lane) {
        lane = job.lane;
        lane_began = now;
        lane_goes_on = true;
      }
      if (lane_goes_on && now - lane_began < longest_turn && !is_over && job.record->begin()) {
        // Not before: one that is not done is told together with those of its lane that it keeps from being begun.
        now_on.ended = i;
        job.result = work(job, thread, now);
        job.took = Clock::now() - now;
        now += job.took;
        lane_goes_on = job.result.kind == Attempt::Kind::done;
      } else {
        job.result.kind = Attempt::Kind::not_begun;
        lane_goes_on = false;
      }
    }
    now_on.ended = now_on.run.size();
  }

  /// Makes the next run's calls. To be called with the lock, which is let go meanwhile.
  void call_next(std::unique_lock<std::mutex>& lock, unsigned thread) {
    Current& now_on = current[thread];
    now_on.run = std::move(runs.front());
    runs.pop_front();
    lock.unlock();
    call(now_on, thread);
    lock.lock();
    if (now_on.told == 0) {
      tell(std::move(now_on.run));
    } else {
      tell_ended(now_on);
    }
    now_on.run.clear();
    now_on.ended = now_on.told = 0;
  }

  /// What has ended of a run is told while the rest of it runs, which may take long. With the lock.
  void tell_ended(Current& now_on) {
    const std::size_t count = now_on.ended;
    if (count == now_on.told) return;
    const auto begin = std::make_move_iterator(now_on.run.begin());
    tell({begin + static_cast<std::ptrdiff_t>(now_on.told), begin + static_cast<std::ptrdiff_t>(count)});
    now_on.told = count;
  }

  void tell(Run run) {
    unfinished -= run.size();
    done.push_back(std::move(run));
    if (unfinished <= few) ended.notify_one();
  }
};

Workers::Workers(unsigned threads, Work work) : shared_(std::make_shared<Shared>()) {
  shared_->threads = threads;
  shared_->work = std::move(work);
  shared_->current.resize(std::max(1U, threads));
  for (unsigned i = 0; i < threads; ++i) std::thread([shared = shared_, i] { serve(*shared, i); }).detach();
}

Workers::~Workers() {
  const std::lock_guard lock(shared_->mutex);
  shared_->is_over = true;
  shared_->runs.clear();
  shared_->began.notify_all();
}

void Workers::serve(Shared& shared, unsigned thread) {
  std::unique_lock lock(shared.mutex);
  for (;;) {
    shared.began.wait(lock, [&shared] { return shared.is_over || !shared.runs.empty(); });
    if (shared.is_over) return;
    shared.call_next(lock, thread);
  }
}

void Workers::start(Run run) {
  jobs_started_ += run.size();
  started_.push_back(std::move(run));
  if (jobs_started_ < handful) return;
  const std::lock_guard lock(shared_->mutex);
  hand_over();
}

void Workers::hand_over() {
  for (Run& run : started_) {
    shared_->runs.push_back(std::move(run));
    shared_->began.notify_one();
  }
  shared_->unfinished += std::exchange(jobs_started_, 0);
  started_.clear();
}

std::vector<Run> Workers::take(milliseconds at_most, std::size_t few) {
  std::unique_lock lock(shared_->mutex);
  hand_over();
  shared_->few = few;
  const Time end = Clock::now() + longest_turn;
  while (shared_->threads == 0 && !shared_->runs.empty() && Clock::now() < end) shared_->call_next(lock, 0);
  for (auto& now_on : shared_->current) shared_->tell_ended(now_on);
  const auto is_due = [this, few] { return !shared_->done.empty() && shared_->unfinished <= few; };
  if (at_most.count() > 0 && shared_->threads > 0 && shared_->unfinished > 0)
    shared_->ended.wait_for(lock, at_most, is_due);
  return std::exchange(shared_->done, {});
}

}  // namespace thoth::service
