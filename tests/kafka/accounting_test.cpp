// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "faults.hpp"
#include "kafka/dev_broker_impl.hpp"

using namespace thoth::kafka;
using namespace std::chrono_literals;
using cluster::need;
using cluster::one_broker;
using cluster::soon;
using thoth::ErrorCode;

namespace {

struct Reports {
  std::vector<int> seen;
  std::vector<std::string> errors;
  Producer::OnDelivery callback() {
    return [this](const Delivery& delivery) {
      ++seen[delivery.id];
      if (delivery.error) errors.push_back(delivery.error->text());
      CHECK((delivery.persisted == Persisted::yes) == !delivery.error.has_value());
    };
  }
  explicit Reports(std::size_t count) : seen(count, 0) {}
};

void check_balance(const Producer& producer) {
  const Accounting& accounting = producer.accounting();
  CHECK(accounting.sent == accounting.acknowledged + accounting.failed + accounting.pending());
}

}  // namespace

TEST_CASE("what the cluster refuses fails, and the rest is acknowledged: every message ends in one of the two") {
  DevBroker broker = one_broker();
  broker.fail(RequestKind::produce, {RD_KAFKA_RESP_ERR_INVALID_REQUIRED_ACKS});
  Reports reports(5);
  auto producer = need(Producer::create(
      cluster::config(broker.bootstrap_servers(), {"enable.idempotence=false", "batch.num.messages=1", "linger.ms=0"}),
      reports.callback()));
  faults::send_numbered(producer, 5);
  need(producer.flush(soon()));
  check_balance(producer);
  CHECK(producer.accounting().failed == 1);
  CHECK(producer.accounting().acknowledged == 4);
  CHECK(reports.seen == std::vector<int>(5, 1));
  REQUIRE(reports.errors.size() == 1);
  CHECK(reports.errors[0] == "delivering to t [0]: Broker: Invalid required acks value");
}

TEST_CASE("what can be tried again is tried again: nothing fails, nothing comes twice") {
  DevBroker broker = one_broker();
  broker.fail(RequestKind::produce, {RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR__TRANSPORT,
                                     RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS});
  Reports reports(10);
  const Config config = cluster::config(broker.bootstrap_servers());
  auto producer = need(Producer::create(config, reports.callback()));
  faults::send_numbered(producer, 10);
  need(producer.flush(soon()));
  CHECK(producer.accounting().acknowledged == 10);
  CHECK(reports.seen == std::vector<int>(10, 1));
  CHECK(cluster::read_all(config, {"t"}).size() == 10);
}

TEST_CASE("an error that idempotence cannot survive is told, and everything accounted for") {
  DevBroker broker = one_broker();
  broker.fail(RequestKind::produce, {RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED});
  Reports reports(3);
  auto producer = need(Producer::create(cluster::config(broker.bootstrap_servers()), reports.callback()));
  faults::send_numbered(producer, 3);
  static_cast<void>(producer.flush(soon()));
  check_balance(producer);
  CHECK(producer.accounting().pending() == 0);
  CHECK(producer.accounting().failed == 3);
  CHECK(reports.seen == std::vector<int>(3, 1));
}

TEST_CASE("with the cluster gone, flush ends in time, and giving up reports the rest") {
  DevBroker broker = one_broker();
  Reports reports(4);
  auto producer = need(Producer::create(cluster::config(broker.bootstrap_servers()), reports.callback()));
  faults::send_numbered(producer, 1);
  need(producer.flush(soon()));
  rd_kafka_mock_broker_set_down(broker.impl().cluster.get(), -1);
  for (std::size_t i = 1; i < 4; ++i) need(producer.send({.topic = "t", .value = "x", .id = i}, soon()));
  const auto late = producer.flush(Wait::at_most(300ms));
  REQUIRE(!late);
  CHECK(late.error().code == ErrorCode::undelivered);
  CHECK(late.error().reason.rfind("3 messages are not acknowledged: ", 0) == 0);
  CHECK(producer.accounting().pending() == 3);
  check_balance(producer);
  producer.purge();
  CHECK(producer.accounting().pending() == 0);
  CHECK(producer.accounting().failed == 3);
  CHECK(reports.seen == std::vector<int>(4, 1));
  CHECK(reports.errors.size() == 3);
}

TEST_CASE("a producer that goes reports what still pends") {
  DevBroker broker = one_broker();
  rd_kafka_mock_broker_set_down(broker.impl().cluster.get(), -1);
  Reports reports(3);
  {
    auto producer = need(Producer::create(cluster::config(broker.bootstrap_servers()), reports.callback()));
    faults::send_numbered(producer, 3);
  }
  CHECK(reports.seen == std::vector<int>(3, 1));
  CHECK(reports.errors.size() == 3);
}

TEST_CASE("a full queue makes send wait for room, up to its deadline, and till it is stopped") {
  DevBroker broker = one_broker();
  const Config config = cluster::config(broker.bootstrap_servers(), {"queue.buffering.max.messages=10"});
  Reports reports(1000);
  auto producer = need(Producer::create(config, reports.callback()));
  faults::send_numbered(producer, 1000);
  need(producer.flush(soon()));
  CHECK(producer.accounting().acknowledged == 1000);

  rd_kafka_mock_broker_set_down(broker.impl().cluster.get(), -1);
  auto stuck = need(Producer::create(config));
  faults::send_numbered(stuck, 10);
  const auto full = stuck.send({.topic = "t", .value = "x"}, Wait::at_most(200ms));
  REQUIRE(!full);
  CHECK(full.error().code == ErrorCode::undelivered);
  CHECK(full.error().reason.rfind("the queue is full", 0) == 0);
  std::atomic<bool> stop = false;
  std::thread signal([&] {
    std::this_thread::sleep_for(50ms);
    stop = true;
  });
  const auto stopped = stuck.send({.topic = "t", .value = "x"}, Wait::at_most(60s, &stop));
  const auto flushed = stuck.flush(Wait::at_most(60s, &stop));
  signal.join();
  REQUIRE(!stopped);
  CHECK(stopped.error().code == ErrorCode::interrupted);
  REQUIRE(!flushed);
  CHECK(flushed.error().code == ErrorCode::interrupted);
  CHECK(stuck.accounting().sent == 10);
  CHECK(stuck.accounting().pending() == 10);
}

TEST_CASE("a message that cannot be sent is refused, and no part of the accounting") {
  const DevBroker broker = one_broker();
  auto producer = need(Producer::create(cluster::config(broker.bootstrap_servers(), {"message.max.bytes=1000"})));
  const auto code = [&](const Message& message) {
    const auto sent = producer.send(message, soon());
    REQUIRE(!sent);
    return sent.error().code;
  };
  const std::string large(2000, 'x');
  CHECK(code({.topic = "t", .value = large}) == ErrorCode::undelivered);
  CHECK(producer.send({.topic = "t", .value = large}, soon()).error().advice == "message.max.bytes is the limit");
  CHECK(code({.topic = "no such name", .value = "x"}) == ErrorCode::usage);
  CHECK(code({.topic = "", .value = "x"}) == ErrorCode::usage);
  CHECK(code({.topic = "t", .partition = -2, .value = "x"}) == ErrorCode::usage);
  CHECK(code({.topic = "t", .value = "x", .timestamp = 0}) == ErrorCode::usage);
  CHECK(producer.accounting().sent == 0);
}

TEST_CASE("a partition that is not there fails, at once or with its report") {
  const DevBroker broker = need(DevBroker::create({1, {{"t", 2}}}));
  Reports reports(1);
  auto producer = need(Producer::create(cluster::config(broker.bootstrap_servers()), reports.callback()));
  const auto sent = producer.send({.topic = "t", .partition = 2, .value = "x"}, soon());
  static_cast<void>(producer.flush(soon()));
  CHECK(producer.accounting().acknowledged == 0);
  CHECK((!sent || producer.accounting().failed == 1));
}

TEST_CASE("properties that contradict each other are refused when the producer is made") {
  const auto made = Producer::create(cluster::config("127.0.0.1:1", {"acks=1", "enable.idempotence=true"}));
  REQUIRE(!made);
  CHECK(made.error().code == ErrorCode::usage);
  CHECK(made.error().reason.find("acks") != std::string::npos);
}

TEST_CASE("each side takes its own properties, and says nothing of the other's") {
  const DevBroker broker = one_broker();
  std::vector<std::string> reported;
  const LogSink log = [&](LogLevel level, const std::string& text) {
    if (level <= LogLevel::warning) reported.push_back(text);
  };
  const Config config = cluster::config(broker.bootstrap_servers(),
                                        {"fetch.min.bytes=1", "linger.ms=1", "auto.offset.reset=earliest", "acks=1"});
  {
    auto producer = need(Producer::create(config, {}, log));
    need(producer.send({.topic = "t", .value = "x"}, soon()));
    need(producer.close(soon()));
    auto consumer = need(Consumer::create(config, Membership::alone, log));
    need(consumer.start({"t"}, Start::beginning(), soon()));
  }
  CHECK(reported == std::vector<std::string>());
}

TEST_CASE("what a handler of reports throws comes out of the call that served it, and every message has its report") {
  DevBroker broker = one_broker();
  std::vector<std::string> logged;
  std::mutex mutex;
  int reports = 0;
  const auto on_delivery = [&](const Delivery& delivery) {
    ++reports;
    throw std::runtime_error("report " + std::to_string(delivery.id));
  };
  const auto log = [&](LogLevel level, const std::string& text) {
    const std::lock_guard lock(mutex);
    if (level == LogLevel::error) logged.push_back(text);
    throw std::runtime_error("a log that is full");
  };
  {
    auto producer =
        need(Producer::create(cluster::config(broker.bootstrap_servers(), {"linger.ms=50"}), on_delivery, log));
    faults::send_numbered(producer, 3);
    CHECK_THROWS_WITH_AS(static_cast<void>(producer.flush(soon())), "report 0", std::runtime_error);
    CHECK(reports == 3);
    CHECK(producer.accounting().acknowledged == 3);
    {
      const std::lock_guard lock(mutex);
      CHECK(logged == std::vector<std::string>{"a handler of delivery reports has thrown again: report 1",
                                               "a handler of delivery reports has thrown again: report 2"});
      logged.clear();
    }
    need(producer.flush(soon()));

    rd_kafka_mock_broker_set_down(broker.impl().cluster.get(), -1);
    faults::send_numbered(producer, 1, 3);
    CHECK_THROWS_WITH_AS(producer.purge(), "report 3", std::runtime_error);
    faults::send_numbered(producer, 1, 4);
  }
  CHECK(reports == 5);
  const std::lock_guard lock(mutex);
  CHECK(logged == std::vector<std::string>{"a handler of delivery reports has thrown: report 4"});
}

TEST_CASE("a value that is refused while many are sent may have a handler that throws") {
  const DevBroker broker = one_broker();
  auto producer = need(Producer::create(cluster::config(broker.bootstrap_servers(), {"message.max.bytes=1000"}),
                                        [](const Delivery& delivery) {
                                          if (delivery.error) throw std::runtime_error("refused");
                                        }));
  const std::string large(2000, 'x');
  const std::vector<std::string_view> values = {"a", large, "b"};
  CHECK_THROWS_WITH_AS(static_cast<void>(producer.send(Values{.topic = "t", .values = values}, soon())), "refused",
                       std::runtime_error);
  CHECK(producer.accounting().sent == 3);
  need(producer.flush(soon()));
  CHECK(producer.accounting().acknowledged == 2);
}
