// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "faults.hpp"
#include "support/text.hpp"

using namespace thoth::kafka;
using namespace std::chrono_literals;
using cluster::need;
using cluster::one_broker;
using cluster::soon;
using faults::send_numbered;
using thoth::ErrorCode;
using thoth::test::holds;

namespace {

Config transactional(const DevBroker& broker, std::vector<std::string> properties = {}) {
  return need(cluster::config(broker.bootstrap_servers(), std::move(properties)).with("transactional.id", "nightly"));
}

Producer begun(const Config& config, Producer::OnDelivery on_delivery = {}) {
  auto producer = need(Producer::create(config, std::move(on_delivery)));
  need(producer.begin_transaction(soon()));
  return producer;
}

thoth::Error failure(const thoth::Result<void>& result) {
  REQUIRE(!result);
  return result.error();
}

/// The transaction fails of something in it: nothing more is taken, a commit refused with the reason, an abort done,
/// and the next one commits.
void check_must_abort(DevBroker& broker, int kafka_code, const std::string& reason) {
  faults::Reports reports(3);
  std::mutex mutex;
  std::vector<std::string> reported;
  auto producer =
      need(Producer::create(transactional(broker), reports.callback(), [&](LogLevel level, const auto& text) {
        const std::lock_guard lock(mutex);
        if (level <= LogLevel::warning) reported.push_back(text);
      }));
  need(producer.begin_transaction(soon()));
  send_numbered(producer, 3);
  need(producer.flush(soon()));
  CHECK(producer.transaction() == Transaction::must_abort);
  const auto refused = failure(producer.commit_transaction(soon()));
  CHECK(refused.code == ErrorCode::undelivered);
  CHECK_MESSAGE(holds(refused.reason, reason), refused.text());
  CHECK(refused.advice == "abort it");
  CHECK(refused.kafka_code == kafka_code);
  const auto unsent = failure(producer.send({.topic = "t", .value = "x"}, soon()));
  CHECK(unsent.code == ErrorCode::undelivered);
  CHECK(holds(unsent.reason, reason));
  CHECK(unsent.kafka_code == kafka_code);
  need(producer.abort_transaction(soon()));
  CHECK(producer.transaction() == Transaction::aborted);
  CHECK(producer.accounting().pending() == 0);
  {
    const std::lock_guard lock(mutex);
    CHECK(reported.empty());
  }
  CHECK(reports.one_each());
  CHECK(reports.errors.size() == 3);
  for (const auto& error : reports.errors) CHECK_MESSAGE(holds(error.reason, reason), error.text());

  auto next = begun(transactional(broker));
  send_numbered(next, 3);
  need(next.commit_transaction(soon()));
  CHECK(next.accounting().acknowledged == 3);
}

}  // namespace

TEST_CASE("a transaction is begun, committed, and followed by another that is aborted") {
  const DevBroker broker = one_broker();
  faults::Reports reports(15);
  auto producer = need(Producer::create(transactional(broker), reports.callback()));
  CHECK(producer.transaction() == Transaction::none);
  need(producer.begin_transaction(soon()));
  CHECK(producer.transaction() == Transaction::open);
  send_numbered(producer, 10);
  need(producer.commit_transaction(soon()));
  CHECK(producer.transaction() == Transaction::committed);
  CHECK(producer.accounting().acknowledged == 10);
  CHECK(faults::values(broker) == faults::numbers(10));

  need(producer.begin_transaction(soon()));
  send_numbered(producer, 5, 10);
  need(producer.abort_transaction(soon()));
  CHECK(producer.transaction() == Transaction::aborted);
  CHECK(producer.accounting().pending() == 0);
  CHECK(reports.one_each());
  for (const auto& error : reports.errors) CHECK(error.reason == "given up with its transaction");
}

TEST_CASE("a transaction without a message commits and aborts") {
  const DevBroker broker = one_broker();
  auto producer = begun(transactional(broker));
  need(producer.commit_transaction(soon()));
  need(producer.begin_transaction(soon()));
  need(producer.abort_transaction(soon()));
}

TEST_CASE("what is out of turn is refused") {
  const DevBroker broker = one_broker();
  auto plain = need(Producer::create(cluster::config(broker.bootstrap_servers())));
  CHECK(failure(plain.begin_transaction(soon())).text() ==
        "beginning transaction: the producer has no transactional.id");
  CHECK(failure(plain.commit_transaction(soon())).code == ErrorCode::usage);
  auto producer = need(Producer::create(transactional(broker)));
  CHECK(failure(producer.send({.topic = "t", .value = "x"}, soon())).reason == "no transaction is open");
  CHECK(failure(producer.commit_transaction(soon())).code == ErrorCode::usage);
  CHECK(failure(producer.abort_transaction(soon())).code == ErrorCode::usage);
  need(producer.begin_transaction(soon()));
  CHECK(failure(producer.begin_transaction(soon())).reason == "the previous one has not ended");
  need(producer.commit_transaction(soon()));
  CHECK(failure(producer.send({.topic = "t", .value = "x"}, soon())).code == ErrorCode::usage);
  CHECK(producer.accounting().sent == 0);
}

TEST_CASE("closing a producer aborts what it has open") {
  const DevBroker broker = one_broker();
  auto producer = begun(transactional(broker));
  send_numbered(producer, 3);
  need(producer.close(soon()));
  CHECK(producer.transaction() == Transaction::aborted);
}

TEST_CASE("a producer that another has pushed out is told so in words, and can do nothing more") {
  DevBroker broker = one_broker();
  broker.fail(RequestKind::end_transaction, {RD_KAFKA_RESP_ERR_PRODUCER_FENCED});
  auto producer = begun(transactional(broker));
  send_numbered(producer, 2);
  const std::string words =
      "another producer with the transactional.id \"nightly\" has taken over; what this one had not committed was "
      "aborted";
  const auto fenced = failure(producer.commit_transaction(soon()));
  CHECK(fenced.code == ErrorCode::undelivered);
  CHECK(fenced.text() ==
        "committing transaction \"nightly\": " + words + " (give each concurrent producer its own id)");
  REQUIRE(producer.fatal_error());
  CHECK(producer.fatal_error()->reason == words);
  CHECK(failure(producer.send({.topic = "t", .value = "x"}, soon())).reason == words);
  CHECK(failure(producer.abort_transaction(soon())).reason == words);
  CHECK(producer.accounting().pending() == 0);
}

TEST_CASE("being fenced while messages are on their way fails each of them, and is said in words") {
  DevBroker broker = one_broker();
  faults::Reports reports(3);
  auto producer = begun(transactional(broker), reports.callback());
  broker.fail(RequestKind::produce, {RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH});
  broker.fail(RequestKind::add_partitions_to_transaction, {RD_KAFKA_RESP_ERR_PRODUCER_FENCED});
  send_numbered(producer, 3);
  const auto fenced = failure(producer.commit_transaction(soon()));
  CHECK_MESSAGE(holds(fenced.reason, "another producer with the transactional.id \"nightly\" has taken over"),
                fenced.text());
  producer.purge();
  CHECK(reports.one_each());
  CHECK(reports.errors.size() == 3);
  for (const auto& error : reports.errors) CHECK_MESSAGE(holds(error.reason, "has taken over"), error.text());
}

TEST_CASE("a coordinator that is lost is looked for again, in every phase") {
  DevBroker broker = one_broker();
  faults::Reports reports(20);
  broker.fail(RequestKind::find_coordinator, {RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE});
  broker.fail(RequestKind::init_producer_id,
              {RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS, RD_KAFKA_RESP_ERR_NOT_COORDINATOR,
               RD_KAFKA_RESP_ERR_CONCURRENT_TRANSACTIONS, RD_KAFKA_RESP_ERR__TRANSPORT});
  auto producer = begun(transactional(broker), reports.callback());
  broker.fail(RequestKind::add_partitions_to_transaction,
              {RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_COORDINATOR,
               RD_KAFKA_RESP_ERR_CONCURRENT_TRANSACTIONS, RD_KAFKA_RESP_ERR__TRANSPORT});
  broker.fail(RequestKind::end_transaction,
              {RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_COORDINATOR,
               RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS, RD_KAFKA_RESP_ERR__TRANSPORT});
  send_numbered(producer, 20);
  need(producer.commit_transaction(soon()));
  CHECK(producer.transaction() == Transaction::committed);
  CHECK(producer.accounting().acknowledged == 20);
  CHECK(reports.one_each());
  CHECK(faults::values(broker) == faults::numbers(20));
}

TEST_CASE("an abort too goes on over a coordinator that is lost") {
  DevBroker broker = one_broker();
  auto producer = begun(transactional(broker));
  send_numbered(producer, 3);
  need(producer.flush(soon()));
  broker.fail(RequestKind::end_transaction, {RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE,
                                             RD_KAFKA_RESP_ERR_NOT_COORDINATOR, RD_KAFKA_RESP_ERR__TRANSPORT});
  need(producer.abort_transaction(soon()));
  CHECK(producer.transaction() == Transaction::aborted);
}

TEST_CASE("a topic that the transaction may not write to makes it fail, with the reason") {
  DevBroker broker = one_broker();
  broker.fail(RequestKind::add_partitions_to_transaction, {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED});
  check_must_abort(broker, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, "Topic authorization failed");
}

TEST_CASE("a producer's id that the coordinator has forgotten makes the transaction fail, with the reason") {
  DevBroker broker = one_broker();
  broker.fail(RequestKind::add_partitions_to_transaction, {RD_KAFKA_RESP_ERR_INVALID_PRODUCER_ID_MAPPING});
  check_must_abort(broker, RD_KAFKA_RESP_ERR_INVALID_PRODUCER_ID_MAPPING,
                   "Producer attempted to use a producer id which is not currently assigned");
}

TEST_CASE("a message that the cluster refuses makes its transaction fail, with the reason") {
  DevBroker broker = one_broker();
  broker.fail(RequestKind::produce, {RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE});
  check_must_abort(broker, RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, "Message size too large");
}

TEST_CASE("a commit that the coordinator refuses for good is told, and the transaction aborted") {
  DevBroker broker = one_broker();
  broker.fail(RequestKind::end_transaction, {RD_KAFKA_RESP_ERR_INVALID_PRODUCER_ID_MAPPING});
  auto producer = begun(transactional(broker));
  send_numbered(producer, 3);
  const auto refused = failure(producer.commit_transaction(soon()));
  CHECK(refused.code == ErrorCode::undelivered);
  CHECK(producer.transaction() == Transaction::must_abort);
  need(producer.abort_transaction(soon()));
}

TEST_CASE("a fatal refusal ends the producer") {
  DevBroker broker = one_broker();
  broker.fail(RequestKind::end_transaction, {RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED});
  auto producer = begun(transactional(broker));
  send_numbered(producer, 3);
  const auto refused = failure(producer.commit_transaction(soon()));
  CHECK(refused.code == ErrorCode::unreachable);
  CHECK(refused.advice == "the user may not use this transactional.id");
  CHECK(refused.cause == thoth::Cause::fatal);
  CHECK(refused.kafka_code == RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
  CHECK(producer.fatal_error());
  CHECK(!producer.abort_transaction(soon()));
}

TEST_CASE("a transaction longer than the cluster grants is refused when it begins, with what to set") {
  DevBroker broker = one_broker();
  broker.fail(RequestKind::init_producer_id, {RD_KAFKA_RESP_ERR_INVALID_TRANSACTION_TIMEOUT});
  auto producer = need(Producer::create(transactional(broker)));
  const auto refused = failure(producer.begin_transaction(soon()));
  CHECK(refused.code == ErrorCode::usage);
  CHECK(holds(refused.advice, "transaction.max.timeout.ms"));
}

TEST_CASE("a commit whose answer does not come says that the outcome is unknown, and can be waited for further") {
  DevBroker broker = one_broker();
  auto producer = begun(transactional(broker));
  send_numbered(producer, 3);
  need(producer.flush(soon()));
  faults::delay(broker, RequestKind::end_transaction, 1, 1500ms);
  const auto late = failure(producer.commit_transaction(Wait::at_most(300ms)));
  CHECK(late.code == ErrorCode::undelivered);
  CHECK(late.reason.rfind("the outcome is unknown", 0) == 0);
  CHECK(producer.transaction() == Transaction::committing);
  CHECK(failure(producer.abort_transaction(soon())).reason == "its commit is under way");
  need(producer.commit_transaction(soon()));
  CHECK(producer.transaction() == Transaction::committed);
}

TEST_CASE("messages that are still on their way when time is up leave the transaction open, to be aborted") {
  DevBroker broker = one_broker();
  auto producer = begun(transactional(broker));
  faults::delay(broker, RequestKind::produce, 1, 1500ms);
  send_numbered(producer, 3);
  const auto late = failure(producer.commit_transaction(Wait::at_most(300ms)));
  CHECK(late.code == ErrorCode::undelivered);
  CHECK(holds(late.reason, "3 messages are not acknowledged"));
  CHECK(producer.transaction() == Transaction::open);
  need(producer.abort_transaction(soon()));
  CHECK(producer.transaction() == Transaction::aborted);
  CHECK(producer.accounting().pending() == 0);
}

TEST_CASE("a signal ends the waiting in every phase") {
  DevBroker broker = one_broker();
  std::atomic<bool> stop = false;
  const auto interrupted = [&](auto call) {
    stop = false;
    std::thread signal([&] {
      std::this_thread::sleep_for(50ms);
      stop = true;
    });
    const auto result = call(Wait::at_most(60s, &stop));
    signal.join();
    return failure(result).code;
  };
  auto producer = need(Producer::create(transactional(broker)));
  faults::delay(broker, RequestKind::init_producer_id, 1, 1000ms);
  CHECK(interrupted([&](const Wait& wait) { return producer.begin_transaction(wait); }) == ErrorCode::interrupted);
  CHECK(producer.transaction() == Transaction::none);
  need(producer.begin_transaction(soon()));
  send_numbered(producer, 3);
  need(producer.flush(soon()));
  faults::delay(broker, RequestKind::end_transaction, 1, 1000ms);
  CHECK(interrupted([&](const Wait& wait) { return producer.commit_transaction(wait); }) == ErrorCode::interrupted);
  need(producer.commit_transaction(soon()));
  need(producer.begin_transaction(soon()));
  send_numbered(producer, 3);
  need(producer.flush(soon()));
  faults::delay(broker, RequestKind::end_transaction, 1, 1000ms);
  CHECK(interrupted([&](const Wait& wait) { return producer.abort_transaction(wait); }) == ErrorCode::interrupted);
  need(producer.abort_transaction(soon()));
  CHECK(producer.transaction() == Transaction::aborted);
}
