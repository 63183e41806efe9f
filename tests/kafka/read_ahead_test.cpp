// SPDX-License-Identifier: GPL-3.0-or-later
#include "consuming/read_ahead.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <numeric>
#include <optional>
#include <thread>
#include <vector>

#include "faults.hpp"
#include "members.hpp"

using namespace thoth::kafka;
using cluster::need;
using cluster::one_broker;
using cluster::soon;
using namespace std::chrono_literals;

namespace {

Consumer reader_of(const DevBroker& broker, std::int64_t from = 0) {
  auto consumer = need(
      Consumer::create(cluster::config(broker.bootstrap_servers(), {"auto.offset.reset=error"}), Membership::alone));
  const Position start{"t", 0, from};
  need(consumer.assign(std::span(&start, 1)));
  return consumer;
}

/// What is found in a batch: how many records it has.
struct Found {
  std::optional<std::size_t> records;

  void clear() { records.reset(); }
};

using Ahead = ReadAhead<Found>;

}  // namespace

TEST_CASE("read ahead: every record comes in order, then the end of the partition") {
  const DevBroker broker = one_broker();
  constexpr int count = 10'000;
  members::send(broker, "t", count);
  Consumer consumer = reader_of(broker);
  std::vector<std::int64_t> offsets;
  std::optional<std::int64_t> end;
  {
    Ahead ahead(consumer);
    Batch batch;
    Found found;
    for (const Wait wait = soon(); !end && !wait.over();) {
      need(ahead.poll(batch, found, wait));
      for (const Record& record : batch.records()) offsets.push_back(record.offset);
      if (!batch.ends().empty()) end = batch.ends()[0].offset;
    }
  }
  std::vector<std::int64_t> all(count);
  std::iota(all.begin(), all.end(), 0);
  CHECK(offsets == all);
  CHECK(end == count);
  CHECK(consumer.known_end("t", 0) == count);
}

TEST_CASE("read ahead: what was found in a batch comes with it, where there is a thread to look") {
  const DevBroker broker = one_broker();
  constexpr std::size_t count = 5'000;
  members::send(broker, "t", count);
  Consumer consumer = reader_of(broker);
  Ahead ahead(consumer, [](const Batch& batch, Found& found) { found.records = batch.records().size(); });
  Batch batch;
  Found found;
  std::size_t read = 0;
  const bool has_thread = std::thread::hardware_concurrency() != 1;
  for (const Wait wait = soon(); read < count && !wait.over();) {
    need(ahead.poll(batch, found, wait));
    read += batch.records().size();
    if (batch.empty() || !has_thread) {
      CHECK_FALSE(found.records);
    } else {
      CHECK(found.records == batch.records().size());
    }
  }
  CHECK(read == count);
}

TEST_CASE("read ahead: a poll waits as long as it is told, or until its flag is set, and then brings nothing") {
  const DevBroker broker = one_broker();
  Consumer consumer = reader_of(broker);
  Ahead ahead(consumer);
  Batch batch;
  Found found;
  need(ahead.poll(batch, found, soon()));
  CHECK(batch.ends().size() == 1);
  const auto begin = Wait::Clock::now();
  need(ahead.poll(batch, found, Wait::at_most(50ms)));
  CHECK(batch.empty());
  CHECK(Wait::Clock::now() - begin >= 50ms);
  const std::atomic<bool> stop = true;
  need(ahead.poll(batch, found, Wait::at_most(200s, &stop)));
  CHECK(batch.empty());
}

TEST_CASE("read ahead: it ends while its thread waits for records, and while that waits for who takes them") {
  const DevBroker broker = one_broker();
  members::send(broker, "t", 10'000);
  Consumer consumer = reader_of(broker);
  {
    Ahead ahead(consumer);
    Batch batch;
    Found found;
    need(ahead.poll(batch, found, soon()));
    CHECK_FALSE(batch.records().empty());
  }
  const Position end{"t", 0, 10'000};
  need(consumer.assign(std::span(&end, 1)));
  const Ahead waiting(consumer);
}

TEST_CASE("read ahead: an error comes, and stays") {
  const DevBroker broker = one_broker();
  members::send(broker, "t", 2);
  Consumer consumer = reader_of(broker, 5);
  Ahead ahead(consumer);
  Batch batch;
  Found found;
  const auto failed = ahead.poll(batch, found, soon());
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == thoth::ErrorCode::usage);
  CHECK(batch.empty());
  CHECK_FALSE(ahead.poll(batch, found, soon()));
}
