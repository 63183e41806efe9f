// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/bounded_end.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

TEST_CASE("what ends is waited for") {
  const auto ended = std::make_shared<std::atomic<bool>>(false);
  CHECK(thoth::kafka::ends_in_time([ended] { *ended = true; }));
  CHECK(*ended);
}

TEST_CASE("what does not end is left to itself") {
  const auto let_go = std::make_shared<std::atomic<bool>>(false);
  CHECK_FALSE(thoth::kafka::ends_in_time([let_go] {
    while (!*let_go) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }));
  *let_go = true;
}
