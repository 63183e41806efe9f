// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
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

Consumer polling_reader(const DevBroker& broker, std::vector<std::string> properties = {}) {
  auto consumer =
      need(Consumer::create(cluster::config(broker.bootstrap_servers(), std::move(properties)), Membership::alone));
  need(consumer.start({"t"}, Start::beginning(), soon()));
  return consumer;
}

}  // namespace

TEST_CASE("a poll brings at most as many records as it is asked for") {
  const DevBroker broker = one_broker();
  members::send(broker, "t", 10);
  auto consumer = polling_reader(broker);
  std::vector<std::int64_t> offsets;
  Batch batch;
  for (const Wait wait = soon(); offsets.size() < 10 && !wait.over();) {
    need(consumer.poll(batch, wait, 3));
    CHECK(batch.records().size() + batch.ends().size() <= 3);
    for (const auto& record : batch.records()) offsets.push_back(record.offset);
  }
  CHECK(offsets == std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE("a batch that was moved from is empty, and takes the next records") {
  const DevBroker broker = one_broker();
  members::send(broker, "t", 2);
  auto consumer = polling_reader(broker);
  Batch batch;
  need(consumer.poll(batch, soon(), 1));
  const Batch kept = std::move(batch);
  CHECK(batch.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
  need(consumer.poll(batch, soon(), 1));
  REQUIRE(batch.records().size() == 1);
  CHECK(batch.records()[0].offset == 1);
  REQUIRE(kept.records().size() == 1);
  CHECK(kept.records()[0].offset == 0);
}

TEST_CASE("a poll waits as long as it is told, or until its flag is set") {
  const DevBroker broker = one_broker();
  auto consumer = polling_reader(broker);
  Batch batch;
  need(consumer.poll(batch, soon()));
  CHECK(batch.ends().size() == 1);
  const auto begin = Wait::Clock::now();
  need(consumer.poll(batch, Wait::at_most(350ms)));
  CHECK(batch.empty());
  CHECK(Wait::Clock::now() - begin >= 350ms);

  std::atomic<bool> stop = false;
  std::thread stopping([&stop] { stop = true; });
  const Wait wait = Wait::at_most(200s, &stop);
  need(consumer.poll(batch, wait));
  CHECK(batch.empty());
  CHECK_FALSE(wait.expired());
  stopping.join();
}

TEST_CASE("a member waits for a topic that does not exist, and says so once") {
  DevBroker broker = need(DevBroker::create({1, {{"t", 1}, {"there", 1}}}));
  rd_kafka_mock_topic_set_error(broker.impl().cluster.get(), "t", RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
  std::mutex mutex;
  std::vector<std::string> warnings;
  auto consumer = members::join(members::config(broker, {"auto.offset.reset=earliest"}), {"t", "there"},
                                [&](LogLevel level, const std::string& text) {
                                  const std::lock_guard lock(mutex);
                                  if (level == LogLevel::warning) warnings.push_back(text);
                                });
  members::send(broker, "there", 1);
  CHECK(members::read(consumer, 1) == std::vector<std::string>{"there[0]@0"});
  rd_kafka_mock_topic_set_error(broker.impl().cluster.get(), "t", RD_KAFKA_RESP_ERR_NO_ERROR);
  members::send(broker, "t", 1);
  std::vector<std::string> read;
  members::poll_until(
      consumer, [&read] { return std::count(read.begin(), read.end(), "t") == 1; },
      [&read](const Record& record) { read.emplace_back(record.topic); });
  need(consumer.close(soon()));
  const std::lock_guard lock(mutex);
  CHECK(warnings == std::vector<std::string>{"topic t does not exist; waiting for it"});
}

TEST_CASE("statistics are given to who asks for them, within poll") {
  const DevBroker broker = one_broker();
  auto consumer = polling_reader(broker, {"statistics.interval.ms=100"});
  std::string seen;
  consumer.on_statistics([&seen](std::string_view json) { seen = json; });
  members::poll_until(consumer, [&seen] { return !seen.empty(); });
  CHECK(seen.front() == '{');
  CHECK(seen.find("\"type\": \"consumer\"") != std::string::npos);

  consumer.on_statistics([](std::string_view) { throw std::runtime_error("no room"); });
  Batch batch;
  thoth::Result<void> polled;
  for (const Wait wait = soon(); polled && !wait.over();) polled = consumer.poll(batch, Wait::at_most(Wait::slice));
  REQUIRE(!polled);
  CHECK(polled.error().text() == "calling on_statistics: no room");
}
