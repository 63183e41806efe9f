// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/workers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <iterator>
#include <memory>
#include <set>
#include <thread>
#include <vector>

using thoth::service::Attempt;
using thoth::service::Job;
using thoth::service::Lanes;
using thoth::service::Run;
using thoth::service::StoredRecord;
using thoth::service::Ticket;
using thoth::service::Time;
using thoth::service::Workers;
using namespace std::chrono_literals;

namespace {

Job job_of(Ticket ticket) {
  thoth::kafka::Record record;
  record.topic = "t";
  Job job;
  job.ticket = ticket;
  job.record = std::make_shared<StoredRecord>(record);
  return job;
}

Run run_of(const std::vector<Ticket>& tickets) {
  Run run;
  for (const Ticket ticket : tickets) run.push_back(job_of(ticket));
  return run;
}

Attempt came_to(Attempt::Kind kind) {
  Attempt attempt;
  attempt.kind = kind;
  return attempt;
}

std::vector<Attempt::Kind> kinds(const Run& run) {
  std::vector<Attempt::Kind> all;
  for (const Job& job : run) all.push_back(job.result.kind);
  return all;
}

/// All that were started, or fewer once half a minute is over.
std::set<Ticket> take_all(Workers& workers, std::size_t count) {
  std::set<Ticket> tickets;
  for (int i = 0; i < 300 && tickets.size() < count; ++i) {
    for (const Run& run : workers.take(100ms, 0)) {
      for (const Job& job : run) tickets.insert(job.ticket);
    }
  }
  return tickets;
}

/// The results of the next `count` records, in the order in which they ended.
std::vector<Attempt::Kind> kinds_of_all(Workers& workers, std::size_t count) {
  std::vector<Attempt::Kind> all;
  for (int i = 0; i < 300 && all.size() < count; ++i) {
    for (const Run& run : workers.take(100ms, 0)) std::ranges::copy(kinds(run), std::back_inserter(all));
  }
  return all;
}

constexpr auto kind_done = Attempt::Kind::done;
constexpr auto kind_not_begun = Attempt::Kind::not_begun;

}  // namespace

TEST_CASE("workers: without threads calls are made by who asks what came of them") {
  std::vector<std::thread::id> callers;
  Workers workers(0, [&callers](const Job& job, unsigned thread, Time) {
    CHECK(thread == 0);
    callers.push_back(std::this_thread::get_id());
    return came_to(job.ticket == 8 ? Attempt::Kind::halt : kind_done);
  });
  workers.start(run_of({7}));
  workers.start(run_of({8, 9}));
  CHECK(callers.empty());
  const auto ended = workers.take(0ms, 0);
  CHECK(callers == std::vector(2, std::this_thread::get_id()));
  REQUIRE(ended.size() == 2);
  CHECK(ended[0][0].ticket == 7);
  CHECK(kinds(ended[1]) == std::vector{Attempt::Kind::halt, kind_not_begun});
  CHECK(workers.take(0ms, 0).empty());
}

TEST_CASE("workers: without threads not all is called at once where that would take long") {
  int calls = 0;
  Workers workers(0, [&calls](const Job&, unsigned, Time) {
    ++calls;
    std::this_thread::sleep_for(20ms);
    return came_to(kind_done);
  });
  for (const Ticket ticket : {1U, 2U}) workers.start(run_of({ticket}));
  CHECK(workers.take(10ms, 0).size() == 1);
  CHECK(calls == 1);
  CHECK(workers.take(0ms, 0).size() == 1);
  CHECK(calls == 2);
}

TEST_CASE("workers: threads make calls at the same time, and each ends once") {
  std::atomic<int> inside = 0;
  // Each of the two waits for the other.
  Workers workers(2, [&inside](const Job& job, unsigned, Time) {
    if (job.ticket > 2) return came_to(kind_done);
    ++inside;
    while (inside < 2) std::this_thread::yield();
    return came_to(kind_done);
  });
  for (Ticket ticket = 1; ticket <= 100; ++ticket) workers.start(run_of({ticket}));
  CHECK(take_all(workers, 100).size() == 100);
  CHECK(workers.take(0ms, 0).empty());
}

TEST_CASE("workers: a lane stops at the first record that is not done") {
  std::atomic<int> calls = 0;
  Workers workers(1, [&calls](const Job&, unsigned, Time) {
    ++calls;
    return came_to(Attempt::Kind::retry);
  });
  workers.start(run_of({1, 2, 3}));
  std::vector<Run> ended;
  for (int i = 0; i < 300 && ended.empty(); ++i) ended = workers.take(100ms, 0);
  REQUIRE(ended.size() == 1);
  CHECK(kinds(ended[0]) == std::vector{Attempt::Kind::retry, kind_not_begun, kind_not_begun});
  CHECK(calls == 1);
}

TEST_CASE("workers: a record that is not done is told together with what it keeps from being begun") {
  constexpr std::size_t length = 100;
  Workers workers(1, [](const Job&, unsigned, Time) { return came_to(Attempt::Kind::retry); });
  const std::vector<Ticket> tickets(length);
  int told_at_once = 0;
  for (int i = 0; i < 2000; ++i) {
    workers.start(run_of(tickets));
    for (std::size_t left = length; left > 0;) {
      for (const Run& run : workers.take(0ms, 0)) {
        if (run.size() == length) ++told_at_once;
        left -= run.size();
      }
    }
  }
  CHECK(told_at_once == 2000);
}

TEST_CASE("workers: a run that takes long gives way to others") {
  Workers workers(1, [](const Job&, unsigned, Time) {
    std::this_thread::sleep_for(20ms);
    return came_to(kind_done);
  });
  workers.start(run_of({1, 2}));
  workers.start(run_of({3}));
  std::vector<Run> ended;
  for (int i = 0; i < 300 && ended.size() < 2; ++i) {
    for (Run& run : workers.take(100ms, 0)) ended.push_back(std::move(run));
  }
  REQUIRE(ended.size() == 2);
  CHECK(kinds(ended[0]) == std::vector{kind_done, kind_not_begun});
  CHECK(kinds(ended[1]) == std::vector{kind_done});
}

TEST_CASE("workers: a lane that takes long gives way to the next of its run, which is not handed back") {
  Workers workers(1, [](const Job&, unsigned, Time) {
    std::this_thread::sleep_for(20ms);
    return came_to(kind_done);
  });
  Lanes::Lane lanes[2];
  Run run = run_of({1, 2, 3});
  run[0].lane = run[1].lane = &lanes[0];
  run[2].lane = &lanes[1];
  workers.start(std::move(run));
  CHECK(kinds_of_all(workers, 3) == std::vector{kind_done, kind_not_begun, kind_done});
}

TEST_CASE("workers: a record that is not done stops its own lane alone") {
  Workers workers(
      1, [](const Job& job, unsigned, Time) { return came_to(job.ticket == 1 ? Attempt::Kind::retry : kind_done); });
  Lanes::Lane lanes[3];
  Run run = run_of({1, 2, 3, 4, 5});
  run[0].lane = run[1].lane = &lanes[0];
  run[2].lane = run[3].lane = &lanes[1];
  run[4].lane = &lanes[2];
  workers.start(std::move(run));
  CHECK(kinds_of_all(workers, 5) == std::vector{Attempt::Kind::retry, kind_not_begun, kind_done, kind_done, kind_done});
}

TEST_CASE("workers: a record that was dropped is not handled") {
  std::atomic<int> calls = 0;
  Workers workers(1, [&calls](const Job&, unsigned, Time) {
    ++calls;
    return came_to(kind_done);
  });
  Run run = run_of({1, 2});
  CHECK(run[1].record->drop());
  const auto handled = run[0].record;
  workers.start(std::move(run));
  CHECK(kinds_of_all(workers, 2) == std::vector{kind_done, kind_not_begun});
  CHECK(calls == 1);
  CHECK_FALSE(handled->drop());
}

TEST_CASE("workers: what has ended is told, though the rest of its run takes long") {
  std::promise<void> release;
  auto released = release.get_future();
  Workers workers(1, [&](const Job& job, unsigned, Time) {
    if (job.ticket == 3) released.wait();
    return came_to(kind_done);
  });
  workers.start(run_of({1, 2, 3, 4}));
  CHECK(take_all(workers, 2) == std::set<Ticket>{1, 2});
  release.set_value();
  CHECK(take_all(workers, 2) == std::set<Ticket>{3, 4});
}

TEST_CASE("workers: a call that does not end keeps nobody from going on") {
  const auto begun = std::make_shared<std::promise<void>>();
  const auto release = std::make_shared<std::promise<void>>();
  const auto ended = std::make_shared<std::promise<void>>();
  auto future = ended->get_future();
  {
    Workers workers(1, [begun, release, ended](const Job&, unsigned, Time) {
      begun->set_value();
      release->get_future().wait();
      ended->set_value();
      return came_to(kind_done);
    });
    workers.start(run_of({1}));
    CHECK(workers.take(0ms, 0).empty());
    begun->get_future().wait();
    CHECK(workers.take(1ms, 0).empty());
  }
  release->set_value();
  CHECK(future.wait_for(30s) == std::future_status::ready);
}
