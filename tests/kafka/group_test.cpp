// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <memory>
#include <mutex>
#include <span>

#include "cluster.hpp"
#include "thoth/catalog.hpp"

using namespace thoth::kafka;
using cluster::need;
using cluster::one_broker;
using cluster::soon;
using thoth::ErrorCode;

namespace {

Config group_config(const DevBroker& broker, std::vector<std::string> more = {}) {
  // The embedded broker lets an emptied group be joined again only when its session is over.
  more.insert(more.end(), {"group.id=readers", "auto.offset.reset=earliest", "session.timeout.ms=4000"});
  return cluster::config(broker.bootstrap_servers(), std::move(more));
}

/// Reads until `count` records came or nothing can come any more.
std::vector<std::string> read(Consumer& consumer, std::size_t count) {
  std::vector<std::string> values;
  Batch batch;
  const Wait wait = soon();
  while (values.size() < count && !wait.over()) {
    need(consumer.poll(batch, wait));
    for (const auto& record : batch.records()) {
      if (values.size() == count) break;
      values.emplace_back(*record.value);
      need(consumer.store(record));
    }
  }
  return values;
}

thoth::Catalog catalog_of(const char* topic) {
  thoth::Catalog catalog;
  auto schema = std::make_shared<thoth::Schema>();
  schema->topic = topic;
  catalog.add(schema);
  return catalog;
}

}  // namespace

TEST_CASE("a group goes on behind the last record that was stored") {
  const DevBroker broker = one_broker();
  const Config config = group_config(broker);
  cluster::send_all(config, {{.topic = "t", .value = "0"}, {.topic = "t", .value = "1"}, {.topic = "t", .value = "2"}});
  {
    auto consumer = need(Consumer::create(config, Membership::group));
    need(consumer.subscribe({"t"}));
    CHECK(read(consumer, 2) == std::vector<std::string>{"0", "1"});
    need(consumer.close(soon()));
  }
  auto consumer = need(Consumer::create(config, Membership::group));
  need(consumer.subscribe({"t"}));
  CHECK(read(consumer, 1) == std::vector<std::string>{"2"});
  need(consumer.close(soon()));
}

TEST_CASE("without automatic commits only what is committed by hand counts") {
  const DevBroker broker = need(DevBroker::create({1, {{"prod.thoth.one", 1}}}));
  const Config config = group_config(broker, {"enable.auto.commit=false"});
  const Message message{.topic = "prod.thoth.one", .value = "x"};
  cluster::send_all(config, {message, message, message});
  {
    auto consumer = need(Consumer::create(config, Membership::group));
    need(subscribe_to_all(consumer, catalog_of("thoth.one"), "prod"));
    CHECK(read(consumer, 1).size() == 1);
    need(consumer.commit(soon()));
    need(consumer.commit(soon()));  // nothing new is no error
    Record second;
    second.topic = "prod.thoth.one";
    second.offset = 1;
    need(consumer.store(second));
    need(consumer.close(soon()));
  }
  auto consumer = need(Consumer::create(config, Membership::group));
  need(consumer.subscribe({"prod.thoth.one"}));
  Batch batch;
  const Wait wait = soon();
  while (batch.records().empty() && !wait.over()) need(consumer.poll(batch, wait));
  REQUIRE_FALSE(batch.records().empty());
  CHECK(batch.records()[0].offset == 1);
  need(consumer.store(batch));
  need(consumer.commit(soon()));
  need(consumer.close(soon()));
}

TEST_CASE("what a group committed and is not there is told, and reading goes on") {
  const DevBroker broker = one_broker();
  const Config config = group_config(broker);
  cluster::send_all(config, {{.topic = "t", .value = "0"}, {.topic = "t", .value = "1"}});
  {
    auto consumer = need(Consumer::create(config, Membership::group));
    need(consumer.subscribe({"t"}));
    CHECK(read(consumer, 2).size() == 2);
    CHECK(consumer.known_end("t", 0) == 2);
    const Position past_the_end{"t", 0, 100};
    need(consumer.store(std::span(&past_the_end, 1)));
    need(consumer.close(soon()));
  }
  std::mutex mutex;
  std::string reported;
  auto consumer =
      need(Consumer::create(config, Membership::group, [&mutex, &reported](LogLevel level, const std::string& text) {
        const std::lock_guard lock(mutex);
        if (level == LogLevel::warning) reported += text;
      }));
  need(consumer.subscribe({"t"}));
  CHECK(read(consumer, 2) == std::vector<std::string>{"0", "1"});
  need(consumer.close(soon()));
  const std::lock_guard lock(mutex);
  CHECK(reported ==
        "the group committed offset 100 of t [0], which is out of range: it holds 0 to 2; continuing from 0");
}

TEST_CASE("a member can still store what it has done before it gives its partitions up") {
  const DevBroker broker = one_broker();
  const Config config = group_config(broker);
  cluster::send_all(config, {{.topic = "t", .value = "0"}, {.topic = "t", .value = "1"}});
  {
    auto consumer = need(Consumer::create(config, Membership::group));
    need(consumer.subscribe({"t"}));
    consumer.on_rebalance({.on_revoked = [&consumer](std::span<const Position> partitions) {
      CHECK(partitions.size() == 1);
      const Position next{"t", 0, 1};
      need(consumer.store(std::span(&next, 1)));
    }});
    Batch batch;
    const Wait wait = soon();
    while (batch.records().empty() && !wait.over()) need(consumer.poll(batch, wait));
    need(consumer.close(soon()));
  }
  auto consumer = need(Consumer::create(config, Membership::group));
  need(consumer.subscribe({"t"}));
  CHECK(read(consumer, 1) == std::vector<std::string>{"1"});
  need(consumer.close(soon()));
}

TEST_CASE("who reads alone joins no group, and a group needs a name") {
  const DevBroker broker = one_broker();
  auto alone = need(Consumer::create(group_config(broker), Membership::alone));
  const auto subscribed = alone.subscribe({"t"});
  REQUIRE(!subscribed);
  CHECK(subscribed.error().code == ErrorCode::usage);
  const auto nameless = Consumer::create(cluster::config(broker.bootstrap_servers()), Membership::group);
  REQUIRE(!nameless);
  CHECK(nameless.error().code == ErrorCode::usage);
  CHECK(nameless.error().reason == "group.id is not set");
}
