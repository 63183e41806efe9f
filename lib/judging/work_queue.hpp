// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace thoth {

/// Has tasks done by several threads and gives them back in the order in which they came. For one owner.
template <class Task>
class WorkQueue {
 public:
  using Work = std::function<void(Task&)>;

  /// Each thread calls `make_work` once, for what does its tasks. Without threads, push() does them.
  WorkQueue(unsigned threads, const std::function<Work()>& make_work) : most_(std::max(1U, threads * 2)) {
    if (threads == 0) own_work_ = make_work();
    threads_.reserve(threads);
    for (unsigned count = 0; count < threads; ++count) {
      threads_.emplace_back([this, make_work] { run(make_work()); });
    }
  }
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;
  /// Waits for what is being done; the rest is dropped.
  ~WorkQueue() {
    const std::lock_guard lock(mutex_);
    over_ = true;
    changed_.notify_all();
  }

  void push(std::unique_ptr<Task> task) {
    if (own_work_) own_work_(*task);
    const std::lock_guard lock(mutex_);
    tasks_.push_back({std::move(task), own_work_ != nullptr});
    if (own_work_) ++begun_;
    changed_.notify_all();
  }

  /// The oldest task, once it is done. There must be one.
  std::unique_ptr<Task> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return tasks_.front().done; });
    auto task = std::move(tasks_.front().task);
    tasks_.pop_front();
    --begun_;
    return task;
  }

  [[nodiscard]] bool empty() const { return tasks_.empty(); }
  /// True if more tasks would only take memory. Whoever pushes takes first.
  [[nodiscard]] bool full() const { return tasks_.size() >= most_; }

 private:
  struct Held {
    std::unique_ptr<Task> task;
    bool done = false;
  };

  void run(const Work& work) {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return over_ || begun_ < tasks_.size(); });
      if (over_) return;
      Held& held = tasks_[begun_++];  // a deque leaves the others where they are
      lock.unlock();
      work(*held.task);
      lock.lock();
      held.done = true;
      changed_.notify_all();
    }
  }

  std::size_t most_;
  Work own_work_;  // null: threads do it
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Held> tasks_;  // changed by the owner alone, under the mutex
  std::size_t begun_ = 0;   // tasks that a thread has taken up
  bool over_ = false;
  std::vector<std::jthread> threads_;  // last: they end before the rest goes
};

}  // namespace thoth
