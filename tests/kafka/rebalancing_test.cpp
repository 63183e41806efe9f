// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "faults.hpp"
#include "members.hpp"

using namespace thoth::kafka;
using cluster::need;
using cluster::one_broker;
using cluster::soon;
using namespace std::chrono_literals;

namespace {

std::string text_of(std::span<const Position> positions) {
  std::string text;
  for (const Position& position : positions) {
    text += " " + position.topic + "[" + std::to_string(position.partition) + "]@" + std::to_string(position.offset);
  }
  return text;
}

/// What a member was told, in order.
RebalanceHandlers noting(std::vector<std::string>& told) {
  return {.on_assigned = [&told](auto positions) { told.push_back("assigned" + text_of(positions)); },
          .on_revoked = [&told](auto positions) { told.push_back("revoked" + text_of(positions)); },
          .on_lost = [&told](auto positions) { told.push_back("lost" + text_of(positions)); }};
}

Consumer member(const Config& config, RebalanceHandlers handlers) {
  auto consumer = need(Consumer::create(config, Membership::group));
  consumer.on_rebalance(std::move(handlers));
  need(consumer.subscribe({"t"}));
  return consumer;
}

}  // namespace

TEST_CASE("a member is told which partitions come and go, and where they stand") {
  const DevBroker broker = one_broker();
  members::send(broker, "t", 3);
  std::vector<std::string> told;
  auto consumer = member(members::config(broker, {"auto.offset.reset=earliest"}), noting(told));
  CHECK(members::read(consumer, 3).size() == 3);
  CHECK(told == std::vector<std::string>{"assigned t[0]@0"});
  need(consumer.close(soon()));
  CHECK(told == std::vector<std::string>{"assigned t[0]@0", "revoked t[0]@3"});
}

TEST_CASE("a member is told what it lost, and reads on") {
  DevBroker broker = one_broker();
  members::send(broker, "t", 1);
  std::vector<std::string> told;
  auto consumer =
      member(members::config(broker, {"auto.offset.reset=earliest", "heartbeat.interval.ms=200"}), noting(told));
  CHECK(members::read(consumer, 1).size() == 1);
  broker.fail(RequestKind::heartbeat, {RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID});
  members::poll_until(consumer, [&told] { return told.size() == 3; });
  CHECK(told == std::vector<std::string>{"assigned t[0]@0", "lost t[0]@1", "assigned t[0]@0"});
  need(consumer.close(soon()));
}

TEST_CASE("what a member's handlers throw is the next poll's error, and nothing else changes") {
  const DevBroker broker = one_broker();
  members::send(broker, "t", 1);
  auto consumer =
      member(members::config(broker, {"auto.offset.reset=earliest"}),
             {.on_assigned = [](auto) { throw std::runtime_error("no room"); }, .on_revoked = [](auto) { throw 1; }});
  Batch batch;
  thoth::Result<void> polled;
  for (const Wait wait = soon(); polled && !wait.over();) polled = consumer.poll(batch, wait);
  REQUIRE(!polled);
  CHECK(polled.error().text() == "calling on_assigned: no room");
  CHECK(members::read(consumer, 1).size() == 1);
  const auto closed = consumer.close(soon());
  REQUIRE(!closed);
  CHECK(closed.error().text() == "calling on_revoked: it threw something that is no std::exception");
}

TEST_CASE("a member may seek, pause and commit as partitions come and go") {
  const DevBroker broker = one_broker();
  members::send(broker, "t", 5);
  const Config config = members::config(broker, {"enable.auto.commit=false", "auto.offset.reset=earliest"});
  std::optional<Consumer> consumer;
  consumer.emplace(need(Consumer::create(config, Membership::group)));
  consumer->on_rebalance({.on_assigned =
                              [&](auto) {
                                need(consumer->seek(std::vector<Position>{{"t", 0, 3}}));
                              },
                          .on_revoked = [&](auto positions) { need(consumer->commit(positions, soon())); }});
  need(consumer->subscribe({"t"}));
  CHECK(members::read(*consumer, 2) == std::vector<std::string>{"t[0]@3", "t[0]@4"});
  need(consumer->close(soon()));
  auto next = members::join(config, {"t"});
  members::poll_until(next, [&next] { return !next.assignment().empty(); });
  CHECK(need(next.committed(next.assignment(), soon())) == std::vector<Position>{{"t", 0, 5}});
  need(next.close(soon()));
}

TEST_CASE("what a member pauses as its partitions go is not paused when they come back") {
  DevBroker broker = one_broker();
  members::send(broker, "t", 1);
  auto consumer = need(Consumer::create(
      members::config(broker, {"auto.offset.reset=earliest", "heartbeat.interval.ms=200"}), Membership::group));
  int lost = 0;
  consumer.on_rebalance({.on_lost = [&](auto) {
    consumer.pause("t");
    ++lost;
  }});
  need(consumer.subscribe({"t"}));
  CHECK(members::read(consumer, 1).size() == 1);
  broker.fail(RequestKind::heartbeat, {RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID});
  members::poll_until(consumer, [&] { return lost == 1; });
  consumer.resume("t");
  CHECK(members::read(consumer, 1).size() == 1);
  need(consumer.close(soon()));
}

TEST_CASE("a poll in which partitions are given ends once its flag is set, and the next goes on") {
  DevBroker broker = one_broker();
  members::send(broker, "t", 1);
  const Config config = members::config(broker, {"auto.offset.reset=earliest", "session.timeout.ms=40000"});
  std::mutex mutex;
  std::string warnings;
  auto consumer = members::join(config, {"t"}, [&](LogLevel level, const std::string& text) {
    const std::lock_guard lock(mutex);
    if (level == LogLevel::warning) warnings += text;
  });
  faults::delay(broker, RequestKind::list_offsets, 1, 20s);
  std::atomic<bool> stop = false;
  std::thread stopping([&stop] {
    std::this_thread::sleep_for(6s);
    stop = true;
  });
  Batch batch;
  const Wait wait = Wait::at_most(100s, &stop);
  need(consumer.poll(batch, wait));
  CHECK(batch.empty());
  CHECK_FALSE(wait.expired());
  stopping.join();
  need(consumer.close(soon()));
  // That nobody answers is said once it was waited for as long as it may take.
  const std::lock_guard lock(mutex);
  CHECK(warnings.empty());
}
