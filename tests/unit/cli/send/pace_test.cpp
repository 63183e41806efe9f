// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/pace.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;
using std::chrono::milliseconds;

namespace {

const Pace::Clock::time_point start{};

}  // namespace

TEST_CASE("messages are spread evenly over each second") {
  Pace pace(4, start);
  CHECK(pace.left(start) == Pace::Clock::duration::zero());
  pace.count(start);
  CHECK(pace.left(start) == milliseconds{250});
  CHECK(pace.left(start + milliseconds{250}) == Pace::Clock::duration::zero());
  pace.count(start + milliseconds{250});
  CHECK(pace.left(start + milliseconds{300}) == milliseconds{200});
}

TEST_CASE("a rate above the clock's grain is kept over time") {
  Pace pace(300000, start);
  auto now = start;
  int sent = 0;
  while (now < start + milliseconds{100}) {
    const auto left = pace.left(now);
    if (left == Pace::Clock::duration::zero()) {
      pace.count(now);
      ++sent;
    } else {
      now += milliseconds{1};
    }
  }
  CHECK(sent >= 29700);
  CHECK(sent <= 30300);
}

TEST_CASE("after a halt only a tenth of a second is caught up with") {
  Pace pace(100, start);
  pace.count(start);
  auto now = start + std::chrono::seconds{60};
  int at_once = 0;
  while (pace.left(now) == Pace::Clock::duration::zero()) {
    pace.count(now);
    ++at_once;
  }
  CHECK(at_once >= 10);
  CHECK(at_once <= 12);
}
