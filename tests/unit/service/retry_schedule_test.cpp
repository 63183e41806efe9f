// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/retry_schedule.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <vector>

using thoth::Retry;
using thoth::service::pause_after;
using thoth::service::RetrySchedule;
using thoth::service::Ticket;
using thoth::service::Time;
using namespace std::chrono_literals;

TEST_CASE("retry schedule: pauses grow to the longest one") {
  const Retry retry{.attempts = 9, .first = 100ms, .max = 1s, .factor = 3};
  CHECK(pause_after(retry, 1) == 100ms);
  CHECK(pause_after(retry, 2) == 300ms);
  CHECK(pause_after(retry, 3) == 900ms);
  CHECK(pause_after(retry, 4) == 1s);
  CHECK(pause_after(retry, 100'000) == 1s);
}

TEST_CASE("retry schedule: a record is due when its pause is over, and once") {
  RetrySchedule schedule(1);
  const Retry retry{.first = 100ms, .max = 1s, .factor = 2, .jitter = 0};
  const Time start{};
  CHECK_FALSE(schedule.next());
  CHECK(schedule.add(1, retry, 2, start) == start + 200ms);
  CHECK(schedule.add(2, retry, 1, start) == start + 100ms);
  CHECK(schedule.next() == start + 100ms);
  CHECK(schedule.take_due(start + 99ms).empty());
  CHECK(schedule.take_due(start + 100ms) == std::vector<Ticket>{2});
  CHECK(schedule.take_due(start + 100ms).empty());
  CHECK(schedule.add(3, retry, 1, start) == start + 100ms);
  CHECK(schedule.take_due(start + 1h) == std::vector<Ticket>{3, 1});
  CHECK_FALSE(schedule.next());
}

TEST_CASE("retry schedule: what was taken out is not due any more") {
  RetrySchedule schedule(1);
  schedule.add(1, {}, 1, Time{});
  schedule.add(2, {}, 1, Time{});
  schedule.remove(1);
  CHECK(schedule.take_due(Time{} + 1h) == std::vector<Ticket>{2});
}

TEST_CASE("retry schedule: jitter spreads pauses, within its share") {
  RetrySchedule schedule(1);
  const Retry retry{.first = 1s, .max = 10s, .factor = 2, .jitter = 0.2};
  Time least = Time::max();
  Time most = Time::min();
  for (Ticket ticket = 0; ticket < 1000; ++ticket) {
    const Time due = schedule.add(ticket, retry, 1, Time{});
    least = std::min(least, due);
    most = std::max(most, due);
  }
  CHECK(least >= Time{} + 800ms);
  CHECK(most <= Time{} + 1200ms);
  CHECK(most - least > 300ms);
}
