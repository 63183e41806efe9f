// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "faults.hpp"

using namespace thoth::kafka;
using namespace std::chrono_literals;
using cluster::need;
using cluster::one_broker;
using cluster::soon;
using thoth::ErrorCode;

namespace {

std::vector<std::string> numbers(std::size_t count) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i) texts.push_back(std::to_string(i));
  return texts;
}

std::vector<std::string_view> views(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

struct ReportsById {
  std::vector<std::uint64_t> acknowledged;
  std::vector<std::uint64_t> failed;
  std::string reason;
  Producer::OnDelivery callback() {
    return [this](const Delivery& delivery) {
      (delivery.error ? failed : acknowledged).push_back(delivery.id);
      if (delivery.error) reason = delivery.error->text();
    };
  }
};

}  // namespace

TEST_CASE("many values arrive in their order, each reported with its own number") {
  const DevBroker broker = one_broker();
  const Config config = cluster::config(broker.bootstrap_servers(), {"queue.buffering.max.messages=300"});
  ReportsById reports;
  auto producer = need(Producer::create(config, reports.callback()));
  auto texts = numbers(1000);
  texts[7].clear();
  const auto taken = producer.send({"t", views(texts), 5, Payload::copy}, soon());
  CHECK(taken.count == 1000);
  CHECK_FALSE(taken.error);
  need(producer.flush(soon()));
  CHECK(producer.accounting().sent == 1000);
  REQUIRE(reports.acknowledged.size() == 1000);
  for (std::size_t i = 0; i < 1000; ++i) CHECK(reports.acknowledged[i] == i + 5);
  const auto records = cluster::read_all(config, {"t"});
  REQUIRE(records.size() == 1000);
  for (std::size_t i = 0; i < 1000; ++i) {
    CHECK(records[i].value == texts[i]);
    CHECK_FALSE(records[i].key);
  }
}

TEST_CASE("a value that cannot be sent as it is has its report, and those around it arrive") {
  const DevBroker broker = one_broker();
  const Config config = cluster::config(broker.bootstrap_servers(), {"message.max.bytes=1000"});
  ReportsById reports;
  auto producer = need(Producer::create(config, reports.callback()));
  auto texts = numbers(5);
  texts[2].assign(2000, 'x');
  const auto taken = producer.send({"t", views(texts), 1, Payload::borrow}, soon());
  CHECK(taken.count == 5);
  CHECK_FALSE(taken.error);
  need(producer.flush(soon()));
  CHECK(reports.acknowledged == std::vector<std::uint64_t>{1, 2, 4, 5});
  CHECK(reports.failed == std::vector<std::uint64_t>{3});
  CHECK(reports.reason == "sending to t: Broker: Message size too large (2036 bytes) (message.max.bytes is the limit)");
  CHECK(producer.accounting().sent == 5);
  CHECK(producer.accounting().failed == 1);
}

TEST_CASE("with the queue full for good, it is said how many values were taken") {
  DevBroker broker = one_broker();
  rd_kafka_mock_broker_set_down(broker.impl().cluster.get(), -1);
  auto producer =
      need(Producer::create(cluster::config(broker.bootstrap_servers(), {"queue.buffering.max.messages=10"})));
  const auto texts = numbers(25);
  const auto taken = producer.send({"t", views(texts), 1, Payload::borrow}, Wait::at_most(200ms));
  CHECK(taken.count == 10);
  REQUIRE(taken.error);
  CHECK(taken.error->code == ErrorCode::undelivered);
  CHECK(taken.error->reason.rfind("the queue is full", 0) == 0);
  CHECK(producer.accounting().sent == 10);
  CHECK(producer.accounting().pending() == 10);
}

TEST_CASE("no value is taken once the wait is stopped, or without a name that Kafka takes") {
  const DevBroker broker = one_broker();
  auto producer = need(Producer::create(cluster::config(broker.bootstrap_servers())));
  const auto texts = numbers(3);
  const std::atomic<bool> stop = true;
  const auto stopped = producer.send({"t", views(texts), 1, Payload::copy}, Wait::at_most(60s, &stop));
  CHECK(stopped.count == 0);
  REQUIRE(stopped.error);
  CHECK(stopped.error->code == ErrorCode::interrupted);
  const auto nameless = producer.send({"no such name", views(texts), 1, Payload::copy}, soon());
  CHECK(nameless.count == 0);
  REQUIRE(nameless.error);
  CHECK(nameless.error->code == ErrorCode::usage);
  CHECK(producer.accounting().sent == 0);
}

TEST_CASE("values of a transaction commit with it, and one that cannot be sent takes it with it") {
  const DevBroker broker = one_broker();
  const Config config =
      need(cluster::config(broker.bootstrap_servers(), {"message.max.bytes=1000"}).with("transactional.id", "values"));
  ReportsById reports;
  auto producer = need(Producer::create(config, reports.callback()));
  auto texts = numbers(300);
  const auto early = producer.send({"t", views(texts), 1, Payload::copy}, soon());
  CHECK(early.count == 0);
  REQUIRE(early.error);
  CHECK(early.error->code == ErrorCode::usage);

  need(producer.begin_transaction(soon()));
  CHECK(producer.send({"t", views(texts), 1, Payload::copy}, soon()).count == 300);
  need(producer.commit_transaction(soon()));
  const std::size_t committed = reports.acknowledged.size();
  CHECK(committed == 300);

  need(producer.begin_transaction(soon()));
  texts[1].assign(2000, 'x');
  const auto taken = producer.send({"t", views(texts), 301, Payload::copy}, soon());
  CHECK(producer.transaction() == Transaction::must_abort);
  const auto refused = producer.send({"t", views(texts), 601, Payload::copy}, soon());
  CHECK(refused.count == 0);
  REQUIRE(refused.error);
  CHECK(refused.error->reason.find("the transaction has failed") != std::string::npos);
  need(producer.abort_transaction(soon()));
  CHECK(producer.accounting().pending() == 0);
  // The broker may have taken some before the transaction failed.
  CHECK(reports.failed.size() + reports.acknowledged.size() - committed == taken.count);
}
