// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "faults.hpp"
#include "support/text.hpp"
#include "thoth/kafka/native.hpp"

using namespace thoth::kafka;
using namespace std::chrono_literals;
using cluster::need;
using cluster::one_broker;
using cluster::soon;
using thoth::ErrorCode;
using thoth::test::holds;

namespace {

const std::vector<Position> one_read = {{"t", 0, 1}};

/// A broker, a member of a group that was given its topic, and a producer with an open transaction.
struct Joined {
  DevBroker broker = one_broker();
  Config config = cluster::config(broker.bootstrap_servers(),
                                  {"group.id=readers", "session.timeout.ms=6000", "transactional.id=forwarder"});
  Consumer consumer = need(Consumer::create(config, Membership::group));
  Producer producer = need(Producer::create(config));

  Joined() {
    need(consumer.subscribe({"t"}));
    Batch batch;
    for (const Wait wait = soon(); consumer.assignment().empty() && !wait.over();)
      need(consumer.poll(batch, Wait::at_most(Wait::slice)));
    need(producer.begin_transaction(soon()));
    need(producer.send({.topic = "t", .value = "made of it"}, soon()));
  }

  thoth::Error refused() {
    const auto sent = producer.send_offsets(one_read, consumer, soon());
    REQUIRE(!sent);
    return sent.error();
  }
  /// Sending offsets fails the transaction; it can be aborted, and the next one commits.
  thoth::Error dooms(int code) {
    broker.fail(RequestKind::commit_offsets_in_transaction, {code});
    auto error = refused();
    CHECK(producer.transaction() == Transaction::must_abort);
    CHECK(!producer.commit_transaction(soon()));
    need(producer.abort_transaction(soon()));
    need(producer.begin_transaction(soon()));
    need(producer.send_offsets(one_read, consumer, soon()));
    need(producer.commit_transaction(soon()));
    need(producer.begin_transaction(soon()));
    return error;
  }
};

}  // namespace

TEST_CASE("offsets go into a transaction although coordinators move meanwhile") {
  Joined joined;
  joined.broker.fail(RequestKind::add_offsets_to_transaction, {15, 16, 51});
  joined.broker.fail(RequestKind::commit_offsets_in_transaction, {14, 16});
  need(joined.producer.send_offsets(one_read, joined.consumer, soon()));
  CHECK(joined.producer.transaction() == Transaction::open);
  need(joined.producer.commit_transaction(soon()));
}

TEST_CASE("offsets that the group refuses fail their transaction, and not the next one") {
  Joined joined;
  const auto generation = joined.dooms(22);
  CHECK(generation.code == ErrorCode::undelivered);
  CHECK_MESSAGE(holds(generation.text(), "sending offsets in transaction \"forwarder\": "), generation.text());
  CHECK_MESSAGE(holds(generation.text(), "Specified group generation id is not valid"), generation.text());
  CHECK(generation.cause == thoth::Cause::rebalanced);
  CHECK(generation.kafka_code == 22);
  const auto member = joined.dooms(25);
  CHECK(member.code == ErrorCode::undelivered);
  CHECK(member.cause == thoth::Cause::evicted);
  CHECK(joined.dooms(30).code == ErrorCode::unreachable);
}

TEST_CASE("a transaction that fails while offsets are sent says why it failed") {
  Joined joined;
  need(joined.producer.commit_transaction(soon()));
  for (int i = 0; i < 30; ++i) {
    joined.broker.fail(RequestKind::add_partitions_to_transaction, {29});  // TOPIC_AUTHORIZATION_FAILED
    need(joined.producer.begin_transaction(soon()));
    need(joined.producer.send({.topic = "t", .value = "forbidden"}, soon()));
    auto done = joined.producer.send_offsets(one_read, joined.consumer, soon());
    if (done) done = joined.producer.commit_transaction(soon());
    REQUIRE(!done);
    CHECK_MESSAGE(done.error().kafka_code == 29, done.error().text());
    CHECK_MESSAGE(holds(done.error().text(), "Topic authorization failed"), done.error().text());
    need(joined.producer.abort_transaction(soon()));
  }
}

TEST_CASE("sending offsets tells a producer that another has taken over") {
  Joined joined;
  joined.broker.fail(RequestKind::add_offsets_to_transaction, {47});
  const auto fenced = joined.refused();
  CHECK(fenced.code == ErrorCode::undelivered);
  CHECK_MESSAGE(holds(fenced.reason, "another producer with the transactional.id \"forwarder\" has taken over"),
                fenced.text());
  CHECK(fenced.cause == thoth::Cause::fenced);
  REQUIRE(joined.producer.fatal_error());
  CHECK(joined.producer.fatal_error()->cause == thoth::Cause::fenced);
}

TEST_CASE("a signal ends waiting for offsets to be taken, and an abort waits for what is under way") {
  Joined joined;
  faults::delay(joined.broker, RequestKind::add_offsets_to_transaction, 1, 1500ms);
  std::atomic<bool> stop = false;
  std::thread signal([&] {
    std::this_thread::sleep_for(50ms);
    stop = true;
  });
  const auto sent = joined.producer.send_offsets(one_read, joined.consumer, Wait::at_most(60s, &stop));
  signal.join();
  REQUIRE(!sent);
  CHECK(sent.error().code == ErrorCode::interrupted);
  CHECK(sent.error().subject == "transaction \"forwarder\"");
  CHECK(joined.producer.transaction() == Transaction::must_abort);
  const auto early = joined.producer.abort_transaction(Wait::at_most(10ms));
  CHECK((early || early.error().code == ErrorCode::unreachable));
  if (!early) need(joined.producer.abort_transaction(soon()));
  need(joined.producer.begin_transaction(soon()));
  need(joined.producer.send_offsets(one_read, joined.consumer, soon()));
  need(joined.producer.commit_transaction(soon()));
}

TEST_CASE("a producer may be destroyed while its offsets are under way") {
  Joined joined;
  faults::delay(joined.broker, RequestKind::add_offsets_to_transaction, 1, 1500ms);
  {
    const auto leaving = std::make_unique<Producer>(std::move(joined.producer));
    const auto sent = leaving->send_offsets(one_read, joined.consumer, Wait::at_most(50ms));
    REQUIRE(!sent);
    CHECK(sent.error().code == ErrorCode::unreachable);
  }
  // The answer comes while the broker is still there.
  std::this_thread::sleep_for(2s);
}

TEST_CASE("offsets are taken in a transaction only, and only of a member of a group") {
  const DevBroker broker = one_broker();
  const Config config = cluster::config(broker.bootstrap_servers(), {"group.id=readers", "transactional.id=forwarder"});
  auto producer = need(Producer::create(config));
  auto alone = need(Consumer::create(config, Membership::alone));
  const auto failure = [&](const Consumer& consumer) {
    const auto sent = producer.send_offsets(one_read, consumer, soon());
    REQUIRE(!sent);
    return sent.error();
  };
  CHECK(failure(alone).reason == "no transaction is open");
  need(producer.begin_transaction(soon()));
  CHECK(failure(alone).text() ==
        "sending offsets of a consumer: it has not subscribed, so that it is in no group (create it with "
        "Membership::group, and subscribe)");
  CHECK(producer.transaction() == Transaction::open);
  need(producer.send_offsets({}, alone, soon()));

  // Kafka would take them of one without a generation.
  auto stranger = need(Consumer::create(config, Membership::group));
  need(stranger.subscribe({"t"}));
  const auto evicted = failure(stranger);
  CHECK(evicted.code == ErrorCode::undelivered);
  CHECK(evicted.cause == thoth::Cause::evicted);
  CHECK(evicted.reason == "the consumer is no member of it at the moment");
  CHECK(producer.transaction() == Transaction::must_abort);
  need(producer.abort_transaction(soon()));
}

TEST_CASE("a native handle is the client of its owner") {
  const Config config = cluster::config("localhost:1");
  const auto producer = need(Producer::create(config));
  const auto consumer = need(Consumer::create(config, Membership::alone));
  CHECK(rd_kafka_type(native_handle(producer)) == RD_KAFKA_PRODUCER);
  CHECK(rd_kafka_type(native_handle(consumer)) == RD_KAFKA_CONSUMER);
}
