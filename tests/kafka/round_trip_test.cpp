// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <map>

#include "cluster.hpp"

using namespace thoth::kafka;
using cluster::need;
using cluster::soon;

namespace {

DevBroker broker_with(std::vector<DevTopic> topics, int brokers = 1) {
  return need(DevBroker::create({brokers, std::move(topics)}));
}

}  // namespace

TEST_CASE("a record comes back with all its parts as they were sent") {
  const DevBroker broker = broker_with({{"parts", 3}});
  const Config config = cluster::config(broker.bootstrap_servers());
  const std::string binary("\x00\xff\x0a", 3);
  const thoth::Headers headers = {{"a", "1"}, {"a", "1"}, {"empty", ""}, {"null", std::nullopt}, {"bytes", binary}};
  cluster::send_all(
      config,
      {
          {.topic = "parts", .partition = 2, .key = "k", .value = "v", .headers = headers, .timestamp = 1234567890123},
          {.topic = "parts", .partition = 2, .key = "", .value = "", .timestamp = 1},
          {.topic = "parts", .partition = 2, .key = "gone"},
          {.topic = "parts", .partition = 2, .value = binary},
          {.topic = "parts", .partition = 2, .key = binary, .value = "v", .headers = headers},
      });
  const auto records = cluster::read_all(config, {"parts"});
  REQUIRE(records.size() == 5);
  for (std::size_t i = 0; i < records.size(); ++i) {
    CHECK(records[i].topic == "parts");
    CHECK(records[i].partition == 2);
    CHECK(records[i].offset == static_cast<std::int64_t>(i));
  }
  CHECK(records[0].key == "k");
  CHECK(records[0].value == "v");
  CHECK(records[0].headers == headers);
  CHECK(records[0].timestamp == 1234567890123);
  CHECK(records[1].key == "");
  CHECK(records[1].value == "");
  CHECK(records[1].headers.empty());
  CHECK(records[1].timestamp == 1);
  CHECK(records[2].key == "gone");
  CHECK_FALSE(records[2].value.has_value());
  CHECK_FALSE(records[3].key.has_value());
  CHECK(records[3].value == binary);
  CHECK(records[3].timestamp > 1600000000000);
  CHECK(records[4].key == binary);
  CHECK(records[4].headers == headers);
}

TEST_CASE("a queue far smaller than a topic brings all of it, in order") {
  constexpr int count = 12000;
  const DevBroker broker = broker_with({{"more", 3}}, 3);
  const std::string padding(300, '.');
  std::vector<std::string> values;
  for (int i = 0; i < count; ++i) values.push_back(std::to_string(i) + padding);
  std::vector<Message> messages;
  for (int i = 0; i < count; ++i) {
    messages.push_back({.topic = "more", .partition = i % 3, .value = values[static_cast<std::size_t>(i)]});
  }
  const std::string servers = broker.bootstrap_servers();
  cluster::send_all(cluster::config(servers), messages);

  const auto records = cluster::read_all(
      cluster::config(servers, {"queued.max.messages.kbytes=100", "queued.min.messages=500"}), {"more"});
  REQUIRE(records.size() == count);
  std::map<std::int32_t, int> next = {{0, 0}, {1, 1}, {2, 2}};
  for (const auto& record : records) {
    CHECK(record.value == std::to_string(next[record.partition]) + padding);
    next[record.partition] += 3;
  }
}

TEST_CASE("many messages into many partitions come back once each, in order for each key") {
  constexpr int count = 20000;
  const DevBroker broker = broker_with({{"many", 4}}, 3);
  const Config config = cluster::config(broker.bootstrap_servers());
  std::vector<std::string> values;
  for (int i = 0; i < count; ++i) values.push_back("value " + std::to_string(i));
  std::vector<std::int64_t> acknowledged(count, 0);
  auto producer = need(Producer::create(config, [&](const Delivery& delivery) {
    CHECK_FALSE(delivery.error.has_value());
    ++acknowledged[delivery.id];
  }));
  for (int i = 0; i < count; ++i) {
    const auto id = static_cast<std::uint64_t>(i);
    const std::string key = "key " + std::to_string(i % 100);
    need(producer.send({.topic = "many", .key = key, .value = values[id], .id = id, .payload = Payload::borrow},
                       soon()));
  }
  need(producer.flush(soon()));
  CHECK(producer.accounting().sent == count);
  CHECK(producer.accounting().acknowledged == count);
  CHECK(producer.accounting().failed == 0);
  CHECK(acknowledged == std::vector<std::int64_t>(count, 1));

  const auto records = cluster::read_all(config, {"many"});
  REQUIRE(records.size() == count);
  std::map<std::string, int> last;
  for (const auto& record : records) {
    const int number = std::stoi(record.value->substr(6));
    CHECK(*record.key == "key " + std::to_string(number % 100));
    if (last.contains(*record.key)) CHECK(last[*record.key] < number);
    last[*record.key] = number;
  }
}

TEST_CASE("reading starts where it is told to") {
  const DevBroker broker = broker_with({{"start", 1}});
  const Config config = cluster::config(broker.bootstrap_servers());
  cluster::send_all(
      config, {{.topic = "start", .value = "0"}, {.topic = "start", .value = "1"}, {.topic = "start", .value = "2"}});
  CHECK(cluster::read_all(config, {"start"}, Start::beginning()).size() == 3);
  CHECK(cluster::read_all(config, {"start"}, Start::end()).empty());
  const auto from_one = cluster::read_all(config, {"start"}, Start::at(1));
  REQUIRE(from_one.size() == 2);
  CHECK(from_one[0].value == "1");
  CHECK(cluster::read_all(config, {"start"}, Start::at(3)).empty());

  auto consumer = need(Consumer::create(config, Membership::alone));
  const auto refused = consumer.start({"start"}, Start::at(4), soon());
  REQUIRE(!refused);
  CHECK(refused.error().code == thoth::ErrorCode::usage);
  CHECK(refused.error().text() == "starting to read start [0]: offset 4 is out of range (it holds 0 to 3)");
}

TEST_CASE("from the end only what is sent afterwards is read") {
  const DevBroker broker = broker_with({{"tail", 2}});
  const Config config = cluster::config(broker.bootstrap_servers());
  cluster::send_all(config, {{.topic = "tail", .value = "before"}});
  auto consumer = need(Consumer::create(config, Membership::alone));
  need(consumer.start({"tail"}, Start::end(), soon()));
  cluster::send_all(config, {{.topic = "tail", .value = "after"}});
  Batch batch;
  const Wait wait = soon();
  while (batch.records().empty() && !wait.over()) need(consumer.poll(batch, wait));
  REQUIRE(batch.records().size() == 1);
  CHECK(*batch.records()[0].value == "after");
  need(consumer.close(soon()));
  CHECK_FALSE(consumer.poll(batch, wait).has_value());
}

TEST_CASE("a snapshot tells what each partition held, and what came later is outside of it") {
  const DevBroker broker = broker_with({{"snapshot", 2}});
  const Config config = cluster::config(broker.bootstrap_servers());
  cluster::send_all(config, {{.topic = "snapshot", .partition = 1, .value = "in"}});
  auto consumer = need(Consumer::create(config, Membership::alone));
  const auto ranges = need(consumer.start({"snapshot"}, Start::beginning(), soon()));
  REQUIRE(ranges.size() == 2);
  CHECK(ranges[0].end == 0);
  CHECK(ranges[1].begin == 0);
  CHECK(ranges[1].end == 1);
  cluster::send_all(config, {{.topic = "snapshot", .partition = 1, .value = "out"},
                             {.topic = "snapshot", .partition = 0, .value = "out"}});
  Snapshot snapshot(ranges);
  Batch batch;
  const Wait wait = soon();
  int in = 0;
  while (!snapshot.reached() && !wait.over()) {
    need(consumer.poll(batch, wait));
    for (const auto& record : batch.records()) {
      CHECK(snapshot.contains(record) == (*record.value == "in"));
      if (snapshot.contains(record)) ++in;
    }
    snapshot.add(batch);
  }
  CHECK(in == 1);
}

TEST_CASE("a batch may outlive its consumer") {
  const DevBroker broker = broker_with({{"outlive", 1}});
  const Config config = cluster::config(broker.bootstrap_servers());
  cluster::send_all(config, {{.topic = "outlive", .value = "still here"}});
  Batch batch;
  {
    auto consumer = need(Consumer::create(config, Membership::alone));
    need(consumer.start({"outlive"}, Start::beginning(), soon()));
    const Wait wait = soon();
    while (batch.records().empty() && !wait.over()) need(consumer.poll(batch, wait));
  }
  REQUIRE(batch.records().size() == 1);
  CHECK(*batch.records()[0].value == "still here");
}

TEST_CASE("keys land where Java's producer puts them") {
  const DevBroker broker = broker_with({{"keys", 12}});
  const Config config = cluster::config(broker.bootstrap_servers());
  cluster::send_all(config,
                    {{.topic = "keys", .key = "21", .value = "x"}, {.topic = "keys", .key = "foobar", .value = "x"}});
  // (murmur2(key) & 0x7fffffff) % 12, with the murmur2 values that Kafka's own UtilsTest names: -973932308, -790332482.
  std::map<std::string, std::int32_t> partitions;
  for (const auto& record : cluster::read_all(config, {"keys"})) partitions[*record.key] = record.partition;
  CHECK(partitions["21"] == (static_cast<std::uint32_t>(-973932308) & 0x7fffffffU) % 12);
  CHECK(partitions["foobar"] == (static_cast<std::uint32_t>(-790332482) & 0x7fffffffU) % 12);
}

TEST_CASE("at the end of a partition the position is the end, and goes on with the next record") {
  const DevBroker broker = cluster::one_broker();
  const Config config = cluster::config(broker.bootstrap_servers());
  const Message message{.topic = "t", .value = "v"};
  cluster::send_all(config, {message, message, message});
  auto consumer = need(Consumer::create(config, Membership::alone));
  need(consumer.start({"t"}, Start::beginning(), soon()));
  Batch batch;
  const auto read_until = [&](const auto& is_there) {
    for (const Wait wait = soon(); !wait.over();) {
      need(consumer.poll(batch, Wait::at_most(Wait::slice)));
      if (is_there()) return;
    }
    FAIL("nothing came in time");
  };
  const auto offset = [&] { return consumer.assignment().at(0).offset; };

  read_until([&] { return !batch.ends().empty(); });
  CHECK(offset() == 3);
  cluster::send_all(config, {message});
  read_until([&] { return !batch.records().empty(); });
  CHECK(offset() == 4);
}

TEST_CASE("a record is forwarded with its key, value and headers as they are, and more headers after them") {
  const DevBroker broker = broker_with({{"here", 1}, {"there", 1}});
  const Config config = cluster::config(broker.bootstrap_servers());
  const thoth::Headers own = {{"a", "1"}, {"a", std::nullopt}};
  const thoth::Headers added = {{"reason", "too late"}};
  cluster::send_all(config, {{.topic = "here", .key = "k", .value = "v", .headers = own, .timestamp = 1234567890123},
                             {.topic = "here", .key = "gone"}});
  auto consumer = need(Consumer::create(config, Membership::alone));
  Snapshot snapshot(need(consumer.start({"here"}, Start::beginning(), soon())));
  std::vector<std::uint64_t> acknowledged;
  auto producer = need(Producer::create(config, [&](const Delivery& delivery) {
    if (!delivery.error) acknowledged.push_back(delivery.id);
  }));
  Batch batch;
  for (const Wait wait = soon(); !snapshot.reached() && !wait.over(); snapshot.add(batch)) {
    need(consumer.poll(batch, Wait::at_most(Wait::slice)));
    for (const Record& record : batch.records()) {
      need(producer.forward(record, "there", added, soon(), static_cast<std::uint64_t>(record.offset) + 7));
    }
  }
  need(producer.close(soon()));
  CHECK(acknowledged == std::vector<std::uint64_t>{7, 8});
  const auto records = cluster::read_all(config, {"there"});
  REQUIRE(records.size() == 2);
  CHECK(records[0].key == "k");
  CHECK(records[0].value == "v");
  CHECK(records[0].headers == thoth::Headers{{"a", "1"}, {"a", std::nullopt}, {"reason", "too late"}});
  CHECK(records[0].timestamp > 1600000000000);
  CHECK(records[1].key == "gone");
  CHECK_FALSE(records[1].value.has_value());
  CHECK(records[1].headers == added);
}
