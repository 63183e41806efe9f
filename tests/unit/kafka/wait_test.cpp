// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/wait.hpp"

#include <doctest/doctest.h>

#include "kafka/client.hpp"

using namespace thoth::kafka;
using namespace std::chrono_literals;

TEST_CASE("waiting is over when time is up or the flag is set") {
  std::atomic<bool> stop = false;
  const Wait wait = Wait::at_most(1h, &stop);
  CHECK_FALSE(wait.over());
  CHECK(wait.next() == Wait::slice);
  CHECK(wait.total() == 1h);
  stop = true;
  CHECK(wait.over());
  CHECK(wait.stopped());
  CHECK_FALSE(wait.expired());
  const Wait done = Wait::at_most(0ms);
  CHECK(done.expired());
  CHECK(done.left() == 0ms);
  CHECK(done.next() == 0ms);
  CHECK_FALSE(Wait::at_most(milliseconds::max()).expired());
}

TEST_CASE("durations are told in words") {
  CHECK(describe(10s) == "10 s");
  CHECK(describe(1500ms) == "1.5 s");
  CHECK(describe(1999ms) == "2 s");
  CHECK(describe(949ms) == "949 ms");
  CHECK(describe(0ms) == "0 ms");
}
