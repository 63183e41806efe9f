// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/board.hpp"

#include <doctest/doctest.h>
#include <fmt/chrono.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

using thoth::service::Board;
using thoth::service::Calls;
using thoth::service::Time;
using namespace std::chrono_literals;

TEST_CASE("board: wishes are taken once, in their order") {
  Board board;
  board.ask({"t", true});
  board.ask({"t", false});
  const auto wishes = board.take_wishes();
  REQUIRE(wishes.size() == 2);
  CHECK(wishes[0].halted);
  CHECK_FALSE(wishes[1].halted);
  CHECK(board.take_wishes().empty());
}

TEST_CASE("board: a handler that runs too long is a problem until it ends") {
  Board board;
  CHECK(board.health(60s, Time{} + 61s).is_good());
  const auto calls = std::make_shared<Calls>(2);
  board.set_calls(calls);
  thoth::kafka::Record record;
  record.topic = "t";
  record.offset = 5;
  calls->begin(0, record, Time{});
  calls->begin(1, record, Time{} + 59s);
  CHECK(board.health(60s, Time{} + 60s).is_good());
  const auto health = board.health(60s, Time{} + 61s);
  CHECK(health.problems == std::vector<std::string>{"the handler of t [0] offset 5 has been running for 61 s"});
  calls->end(0);
  CHECK(board.health(60s, Time{} + 61s).is_good());
}

TEST_CASE("board: an outage has a beginning, which stays, and an end") {
  Board board;
  CHECK_FALSE(board.health(60s, {}).outage_since);
  board.set_outage("refused");
  const auto since = board.health(60s, {}).outage_since;
  REQUIRE(since);
  board.set_outage("timed out");
  CHECK(board.health(60s, {}).outage_since == since);
  CHECK(board.health(60s, {}).problems == std::vector<std::string>{"the cluster does not answer: timed out"});
  board.set_outage("");
  CHECK(board.health(60s, {}).is_good());
  CHECK_FALSE(board.health(60s, {}).outage_since);
}

TEST_CASE("board: what is not permitted has a beginning, which stays, and an end") {
  Board board;
  const auto seconds = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
  const auto problem = [&] {
    const auto problems = board.health(60s, {}).problems;
    return problems.size() == 1 ? problems[0] : std::to_string(problems.size()) + " problems";
  };
  const auto before = seconds();
  board.set_denied({{"t", "no"}});
  const auto first = problem();
  const auto after = seconds();
  bool is_now = false;
  for (auto time = before; time <= after; time += 1s) {
    is_now = is_now || first == fmt::format("not permitted since {:%FT%TZ}: no", time);
  }
  CHECK(is_now);
  board.set_denied({{"", "neither"}, {"t", "no"}});
  CHECK(board.health(60s, {}).problems.size() == 2);
  board.set_denied({{"t", "no"}});
  CHECK(problem() == first);
  board.set_denied({});
  CHECK(board.health(60s, {}).is_good());
}

TEST_CASE("board: halted topics and commits that fail are problems") {
  Board board;
  thoth::ServiceMetrics metrics;
  metrics.halted = {"t"};
  metrics.sent = 3;
  board.set_metrics(metrics);
  board.set_commit_problem("not authorized");
  CHECK(board.metrics().sent == 3);
  CHECK(board.health(60s, {}).problems ==
        std::vector<std::string>{"nothing is committed: not authorized", "topic t is halted"});
}
