// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace thoth::kafka;
using namespace std::chrono_literals;
using cluster::need;
using cluster::one_broker;
using cluster::soon;
using faults::send_numbered;
using thoth::ErrorCode;

namespace {

constexpr std::size_t count = 30;

/// Ten messages a request, so that some come before and some after the one with the fault.
Config in_tens(const DevBroker& broker, std::vector<std::string> more = {}) {
  more.emplace_back("batch.num.messages=10");
  return cluster::config(broker.bootstrap_servers(), std::move(more));
}

/// What the cluster asks to try again costs nothing but time.
void check_retried(DevBroker& broker, const std::vector<int>& codes) {
  faults::Reports reports(count);
  broker.fail(RequestKind::produce, codes);
  auto producer = need(Producer::create(in_tens(broker), reports.callback()));
  send_numbered(producer, count);
  need(producer.flush(soon()));
  CHECK(producer.accounting().acknowledged == count);
  CHECK(reports.one_each());
  CHECK_FALSE(producer.fatal_error());
  CHECK(faults::values(broker) == faults::numbers(count));
}

/// What the cluster refuses for good fails the messages of that request, with its reason, and no others. A topic that
/// may not be written to librdkafka remembers as such until it has asked for the topic again, so that the next ones may
/// not be taken.
void check_refused(DevBroker& broker, rd_kafka_resp_err_t answer, ErrorCode code, const std::string& reason) {
  faults::Reports reports(count);
  broker.fail(RequestKind::produce, {answer});
  auto producer = need(Producer::create(in_tens(broker), reports.callback()));
  std::vector<std::size_t> refused;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string value = std::to_string(i);
    const auto taken = producer.send({.topic = "t", .partition = 0, .value = value, .id = i}, soon());
    if (taken) continue;
    CHECK(taken.error().code == code);
    CHECK(taken.error().reason.rfind(reason + " (", 0) == 0);
    refused.push_back(i);
  }
  need(producer.flush(soon()));
  for (const std::size_t i : refused) {
    CHECK(reports.acknowledged[i] + reports.failed[i] == 0);
    ++reports.failed[i];
  }
  CHECK(reports.one_each());
  CHECK(producer.accounting().failed == reports.errors.size());
  REQUIRE(reports.errors.size() >= 1);
  CHECK(reports.errors.size() < count);
  for (const auto& error : reports.errors) {
    CHECK(error.code == code);
    CHECK(error.text() == "delivering to t [0]: " + reason);
    CHECK(error.kafka_code == answer);
  }
  std::vector<std::string> acknowledged;
  for (std::size_t i = 0; i < count; ++i) {
    if (reports.acknowledged[i] == 1) acknowledged.push_back(std::to_string(i));
  }
  CHECK(faults::values(broker) == acknowledged);
}

}  // namespace

TEST_CASE("a leader that moved is found again: nothing fails, nothing comes twice, order is kept") {
  DevBroker broker = one_broker();
  check_retried(broker, {RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE});
}

TEST_CASE("too few replicas are waited for") {
  DevBroker broker = one_broker();
  check_retried(broker, {RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND});
}

TEST_CASE("a broker that says it was too slow, or hangs up, is asked again") {
  DevBroker broker = one_broker();
  check_retried(broker, {RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT, RD_KAFKA_RESP_ERR__TRANSPORT});
}

TEST_CASE("a broker that does not know the topic for a moment is asked again") {
  DevBroker broker = one_broker();
  check_retried(broker, {RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART});
}

TEST_CASE("a broker that lost count of a producer's messages ends that producer, and every message is accounted for") {
  DevBroker broker = one_broker();
  faults::Reports reports(count);
  auto producer = need(Producer::create(in_tens(broker), reports.callback()));
  send_numbered(producer, 10);
  need(producer.flush(soon()));
  broker.fail(RequestKind::produce, {RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER});
  // The fault may be known before the last of them is taken.
  std::size_t taken = 10;
  while (taken < count && producer.send({.topic = "t", .partition = 0, .value = "x", .id = taken}, soon())) ++taken;
  REQUIRE(taken > 10);
  const auto ended = producer.flush(soon());
  REQUIRE(!ended);
  CHECK(ended.error().reason.find("sequence desynchronization") != std::string::npos);
  REQUIRE(producer.fatal_error());
  producer.purge();
  CHECK(std::all_of(reports.failed.begin() + 10, reports.failed.begin() + static_cast<std::ptrdiff_t>(taken),
                    [](int times) { return times == 1; }));
  CHECK(producer.accounting().acknowledged == 10);
  CHECK(producer.accounting().failed == taken - 10);
  for (const auto& error : reports.errors) {
    const bool is_reported = error.reason == "Broker: Broker received an out of order sequence number" ||
                             error.reason == "given up before it was acknowledged: " + producer.fatal_error()->reason;
    CHECK_MESSAGE(is_reported, error.text());
  }
  const auto after = producer.send({.topic = "t", .value = "x"}, soon());
  REQUIRE(!after);
  CHECK(after.error().reason == producer.fatal_error()->reason);
  CHECK(faults::values(broker) == faults::numbers(10));
}

TEST_CASE("a message too large for the cluster fails with that reason") {
  DevBroker broker = one_broker();
  check_refused(broker, RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, ErrorCode::undelivered, "Broker: Message size too large");
}

TEST_CASE("a topic that may not be written to fails with that reason") {
  DevBroker broker = one_broker();
  check_refused(broker, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, ErrorCode::unreachable,
                "Broker: Topic authorization failed");
}

TEST_CASE("a policy of the cluster's that forbids a message fails it with that reason") {
  DevBroker broker = one_broker();
  check_refused(broker, RD_KAFKA_RESP_ERR_POLICY_VIOLATION, ErrorCode::undelivered, "Broker: Policy violation");
}

TEST_CASE("too few replicas for as long as a message may take fail it") {
  DevBroker broker = one_broker();
  faults::Reports reports(3);
  broker.fail(RequestKind::produce, std::vector<int>(1000, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS));
  auto producer = need(Producer::create(in_tens(broker, {"message.timeout.ms=1000"}), reports.callback()));
  send_numbered(producer, 3);
  need(producer.flush(soon()));
  CHECK(reports.one_each());
  REQUIRE(reports.errors.size() == 3);
  CHECK(reports.errors[0].code == ErrorCode::undelivered);
  CHECK(reports.errors[0].reason.rfind("not acknowledged within message.timeout.ms", 0) == 0);
}

TEST_CASE("a topic that is gone fails its messages as unknown") {
  DevBroker broker = one_broker();
  faults::Reports reports(3);
  rd_kafka_mock_topic_set_error(broker.impl().cluster.get(), "t", RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
  auto producer = need(Producer::create(
      in_tens(broker, {"topic.metadata.propagation.max.ms=100", "topic.metadata.refresh.fast.interval.ms=50"}),
      reports.callback()));
  send_numbered(producer, 3);
  need(producer.flush(soon()));
  CHECK(reports.one_each());
  REQUIRE(reports.errors.size() == 3);
  CHECK(reports.errors[0].code == ErrorCode::unreachable);
  CHECK(reports.errors[0].text() == "delivering to t [0]: Broker: Unknown topic or partition");
}

TEST_CASE("a cluster that throttles slows the sender down: the queue stays as bounded as it is, and all arrives once") {
  DevBroker broker = one_broker();
  faults::Reports reports(200);
  rd_kafka_mock_broker_set_rtt(broker.impl().cluster.get(), 1, 100);
  auto producer = need(
      Producer::create(in_tens(broker, {"queue.buffering.max.messages=50", "max.in.flight=2"}), reports.callback()));
  std::uint64_t max = 0;
  for (std::size_t i = 0; i < 200; ++i) {
    send_numbered(producer, 1, i);
    max = std::max(max, producer.accounting().pending());
  }
  need(producer.flush(soon()));
  CHECK(max <= 50);
  CHECK(producer.accounting().acknowledged == 200);
  CHECK(reports.one_each());
  CHECK(faults::values(broker) == faults::numbers(200));
}

TEST_CASE("a leader that goes from broker to broker is followed") {
  DevBroker broker = need(DevBroker::create({3, {{"t", 1}}}));
  faults::Reports reports(count);
  auto producer = need(Producer::create(in_tens(broker), reports.callback()));
  for (std::size_t i = 0; i < count; i += 10) {
    const auto leader = static_cast<std::int32_t>(i / 10 + 1);
    rd_kafka_mock_partition_set_leader(broker.impl().cluster.get(), "t", 0, leader);
    send_numbered(producer, 10, i);
    need(producer.flush(soon()));
  }
  CHECK(reports.one_each());
  CHECK(producer.accounting().acknowledged == count);
  CHECK(faults::values(broker) == faults::numbers(count));
}

TEST_CASE("a cluster that goes down and comes back gets what was waiting for it") {
  DevBroker broker = one_broker();
  faults::Reports reports(count);
  auto producer = need(Producer::create(in_tens(broker, {"reconnect.backoff.max.ms=200"}), reports.callback()));
  send_numbered(producer, 10);
  need(producer.flush(soon()));
  rd_kafka_mock_broker_set_down(broker.impl().cluster.get(), 1);
  send_numbered(producer, count - 10, 10);
  const auto waited = producer.flush(Wait::at_most(300ms));
  REQUIRE(!waited);
  CHECK(waited.error().code == ErrorCode::undelivered);
  rd_kafka_mock_broker_set_up(broker.impl().cluster.get(), 1);
  need(producer.flush(soon()));
  CHECK(reports.one_each());
  CHECK(producer.accounting().acknowledged == count);
  CHECK(faults::values(broker) == faults::numbers(count));
}
