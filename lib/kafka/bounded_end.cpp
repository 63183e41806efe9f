// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/bounded_end.hpp"

#include <chrono>
#include <future>
#include <thread>
#include <utility>

namespace thoth::kafka {
namespace {

/// A mock cluster needs a second even where all is well.
constexpr std::chrono::seconds time_to_end{3};

}  // namespace

bool ends_in_time(std::function<void()> end) {
  std::promise<void> promise;
  const auto ended = promise.get_future();
  std::thread ending([work = std::move(end), done = std::move(promise)]() mutable {
    work();
    done.set_value();
  });
  if (ended.wait_for(time_to_end) == std::future_status::ready) {
    ending.join();
    return true;
  }
  ending.detach();
  return false;
}

}  // namespace thoth::kafka
