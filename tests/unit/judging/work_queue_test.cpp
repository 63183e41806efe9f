// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/work_queue.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>

using thoth::WorkQueue;

namespace {

struct Task {
  int number = 0;
  int square = 0;
};

}  // namespace

TEST_CASE("tasks come back in order, whoever does them") {
  for (const unsigned threads : {0U, 1U, 2U, 5U}) {
    std::atomic<unsigned> made = 0;
    WorkQueue<Task> queue(threads, [&made] {
      ++made;
      return [](Task& task) { task.square = task.number * task.number; };
    });
    int taken = 0;
    const auto take = [&] {
      const auto task = queue.take();
      CHECK(task->number == taken);
      CHECK(task->square == taken * taken);
      ++taken;
    };
    for (int number = 0; number < 1000; ++number) {
      queue.push(std::make_unique<Task>(Task{number, 0}));
      if (queue.full()) take();
    }
    while (!queue.empty()) take();
    CHECK(taken == 1000);
    CHECK(made <= std::max(1U, threads));
  }
}

TEST_CASE("what nobody takes is dropped") {
  WorkQueue<Task> queue(2, [] { return [](Task& task) { ++task.number; }; });
  for (int number = 0; number < 100; ++number) queue.push(std::make_unique<Task>());
}
