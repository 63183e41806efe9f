// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/calls.hpp"

#include <doctest/doctest.h>

#include <chrono>

using thoth::service::Calls;
using thoth::service::Time;
using namespace std::chrono_literals;

TEST_CASE("calls: each thread's is listed from its beginning to its end") {
  Calls calls(2);
  CHECK(calls.list().empty());
  thoth::kafka::Record first;
  first.topic = "t";
  first.partition = 1;
  first.offset = 5;
  thoth::kafka::Record second = first;
  second.offset = 6;
  calls.begin(0, first, Time{} + 1s);
  calls.begin(1, second, Time{} + 2s);
  REQUIRE(calls.list().size() == 2);
  CHECK(calls.list()[0].place == "t [1] offset 5");
  CHECK(calls.list()[0].since == Time{} + 1s);
  calls.end(0);
  REQUIRE(calls.list().size() == 1);
  CHECK(calls.list()[0].place == "t [1] offset 6");
  calls.begin(0, second, Time{} + 3s);
  calls.end(1);
  CHECK(calls.list()[0].since == Time{} + 3s);
}
