// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/workers.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <set>
#include <thread>
#include <vector>

using thoth::service::Attempt;
using thoth::service::Done;
using thoth::service::Job;
using thoth::service::Ticket;
using thoth::service::Workers;
using namespace std::chrono_literals;

namespace {

Job job_of(Ticket ticket) {
  thoth::kafka::Record record;
  record.topic = "t";
  return {ticket, std::make_shared<const thoth::service::StoredRecord>(record), 1, {}};
}

Attempt well() {
  return {};
}

/// All that were started, or fewer once half a minute is over.
std::set<Ticket> take_all(Workers& workers, std::size_t count) {
  std::set<Ticket> tickets;
  for (int i = 0; i < 300 && tickets.size() < count; ++i) {
    for (const Done& done : workers.take(100ms)) tickets.insert(done.ticket);
  }
  return tickets;
}

}  // namespace

TEST_CASE("workers: without threads a call is made at once, by who starts it") {
  std::thread::id caller;
  Workers workers(0, [&caller](const Job&) {
    caller = std::this_thread::get_id();
    return well();
  });
  workers.start(job_of(7));
  CHECK(caller == std::this_thread::get_id());
  const auto done = workers.take(0ms);
  REQUIRE(done.size() == 1);
  CHECK(done[0].ticket == 7);
  CHECK(done[0].topic == "t");
  CHECK(workers.take(0ms).empty());
}

TEST_CASE("workers: threads make calls at the same time, and each ends once") {
  std::atomic<int> inside = 0;
  // Each of the two waits for the other.
  Workers workers(2, [&inside](const Job& job) {
    if (job.ticket > 2) return well();
    ++inside;
    while (inside < 2) std::this_thread::yield();
    return well();
  });
  for (Ticket ticket = 1; ticket <= 100; ++ticket) workers.start(job_of(ticket));
  CHECK(take_all(workers, 100).size() == 100);
  CHECK(workers.take(0ms).empty());
}

TEST_CASE("workers: a call that does not end keeps nobody from going on") {
  const auto begun = std::make_shared<std::promise<void>>();
  const auto release = std::make_shared<std::promise<void>>();
  const auto ended = std::make_shared<std::promise<void>>();
  auto future = ended->get_future();
  {
    Workers workers(1, [begun, release, ended](const Job&) {
      begun->set_value();
      release->get_future().wait();
      ended->set_value();
      return well();
    });
    workers.start(job_of(1));
    begun->get_future().wait();
    CHECK(workers.take(1ms).empty());
  }
  release->set_value();
  CHECK(future.wait_for(30s) == std::future_status::ready);
}
