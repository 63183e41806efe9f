// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/workers.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace thoth::service {

/// Owned by each thread as well.
struct Workers::Shared {
  unsigned threads = 0;
  Work work;
  std::mutex mutex;
  std::condition_variable began;
  std::condition_variable ended;
  std::deque<Job> jobs;
  std::vector<Done> done;
  std::size_t unfinished = 0;  ///< jobs that were started and have not ended
  bool is_over = false;

  void call(const Job& job) {
    const Time begin = Clock::now();
    Done one{job.ticket, std::string(job.record->view().topic), work(job), {}};
    one.took = Clock::now() - begin;
    const std::lock_guard lock(mutex);
    done.push_back(std::move(one));
    --unfinished;
    ended.notify_one();
  }
};

Workers::Workers(unsigned threads, Work work) : shared_(std::make_shared<Shared>()) {
  shared_->threads = threads;
  shared_->work = std::move(work);
  for (unsigned i = 0; i < threads; ++i) std::thread([shared = shared_] { run(*shared); }).detach();
}

Workers::~Workers() {
  const std::lock_guard lock(shared_->mutex);
  shared_->is_over = true;
  shared_->jobs.clear();
  shared_->began.notify_all();
}

void Workers::run(Shared& shared) {
  for (;;) {
    std::unique_lock lock(shared.mutex);
    shared.began.wait(lock, [&shared] { return shared.is_over || !shared.jobs.empty(); });
    if (shared.is_over) return;
    const Job job = std::move(shared.jobs.front());
    shared.jobs.pop_front();
    lock.unlock();
    shared.call(job);
  }
}

void Workers::start(Job job) {
  std::unique_lock lock(shared_->mutex);
  ++shared_->unfinished;
  if (shared_->threads == 0) {
    lock.unlock();
    return shared_->call(job);
  }
  shared_->jobs.push_back(std::move(job));
  shared_->began.notify_one();
}

std::vector<Done> Workers::take(milliseconds at_most) {
  std::unique_lock lock(shared_->mutex);
  if (shared_->done.empty() && shared_->unfinished > 0 && at_most.count() > 0) {
    shared_->ended.wait_for(lock, at_most, [this] { return !shared_->done.empty(); });
  }
  return std::exchange(shared_->done, {});
}

}  // namespace thoth::service
