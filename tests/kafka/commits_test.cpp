// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <stdexcept>

#include "faults.hpp"
#include "members.hpp"

using namespace thoth::kafka;
using cluster::need;
using cluster::one_broker;
using cluster::soon;
using thoth::Cause;
using thoth::ErrorCode;

namespace {

const std::vector<Position> only_partition = {{"t", 0, 0}};

std::vector<Position> at(std::int64_t offset) {
  return {{"t", 0, offset}};
}

/// A member that has its partition.
Consumer settled(const Config& config) {
  auto consumer = members::join(config, {"t"});
  members::poll_until(consumer, [&consumer] { return !consumer.assignment().empty(); });
  return consumer;
}

}  // namespace

TEST_CASE("what comes while no member is there is not missed, though none has read a record yet") {
  const DevBroker broker = one_broker();
  for (const char* const automatic : {"true", "false"}) {
    CAPTURE(automatic);
    const Config any_group = members::config(broker, {std::string("enable.auto.commit=") + automatic});
    const Config config = need(any_group.with("group.id", std::string("idle-") + automatic));
    {
      auto consumer = settled(config);
      if (std::string_view(automatic) == "false") need(consumer.commit(soon()));
      need(consumer.close(soon()));
    }
    members::send(broker, "t", 1);
    auto consumer = members::join(config, {"t"});
    CHECK(members::read(consumer, 1).size() == 1);
    need(consumer.close(soon()));
  }
}

TEST_CASE("the offset that a member starts from is committed at once where the group had none") {
  const DevBroker broker = one_broker();
  members::send(broker, "t", 3);
  auto consumer = settled(members::config(broker, {"auto.commit.interval.ms=3600000"}));
  members::poll_until(consumer, [&consumer] { return need(consumer.committed(only_partition, soon())) == at(3); });
  need(consumer.close(soon()));
}

TEST_CASE("a member commits the positions it is told, and asks for what its group has committed") {
  const DevBroker broker = one_broker();
  members::send(broker, "t", 5);
  auto consumer = settled(members::config(broker, {"enable.auto.commit=false", "auto.offset.reset=earliest"}));
  CHECK(need(consumer.committed(only_partition, soon()))[0].offset < 0);
  need(consumer.commit(at(2), soon()));
  CHECK(need(consumer.committed(only_partition, soon())) == at(2));

  int answers = 0;
  consumer.commit_async(at(4), [&answers](const thoth::Result<void>& committed) {
    need(committed);
    ++answers;
  });
  members::poll_until(consumer, [&answers] { return answers > 0; });
  CHECK(answers == 1);
  CHECK(need(consumer.committed(only_partition, soon())) == at(4));
  need(consumer.close(soon()));
}

TEST_CASE(
    "a commit's callback that throws is told by the next poll, and one that waits is called as the group is left") {
  const DevBroker broker = one_broker();
  auto consumer = settled(members::config(broker));
  consumer.commit_async(at(0), [](const thoth::Result<void>&) { throw std::runtime_error("no room"); });
  Batch batch;
  thoth::Result<void> polled;
  for (const Wait wait = soon(); polled && !wait.over();) polled = consumer.poll(batch, Wait::at_most(Wait::slice));
  REQUIRE(!polled);
  CHECK(polled.error().text() == "calling what waits for a commit: no room");
  int answers = 0;
  consumer.commit_async(at(0), [&answers](const thoth::Result<void>&) { ++answers; });
  need(consumer.close(soon()));
  CHECK(answers == 1);
}

TEST_CASE("what is not this member's is not committed") {
  const DevBroker broker = need(DevBroker::create({1, {{"t", 1}, {"other", 1}}}));
  auto consumer = settled(members::config(broker, {"enable.auto.commit=false"}));
  const std::vector<Position> both = {{"t", 0, 0}, {"other", 0, 0}};
  const auto committed = consumer.commit(both, soon());
  REQUIRE(!committed);
  CHECK(committed.error().text() == "committing the offset of other [0]: this consumer does not read it");
  CHECK(committed.error().cause == Cause::rebalanced);
  Cause cause = Cause::other;
  consumer.commit_async(both, [&cause](const thoth::Result<void>& result) { cause = result.error().cause; });
  members::poll_until(consumer, [&cause] { return cause == Cause::rebalanced; });
  CHECK(need(consumer.committed(only_partition, soon()))[0].offset < 0);
  need(consumer.close(soon()));
}

TEST_CASE("who reads alone commits nothing") {
  const DevBroker broker = one_broker();
  auto consumer = need(Consumer::create(members::config(broker), Membership::alone));
  need(consumer.start({"t"}, Start::beginning(), soon()));
  for (const auto& error : {consumer.commit(soon()).error(), consumer.commit(at(0), soon()).error(),
                            consumer.committed(only_partition, soon()).error()}) {
    CHECK(error.code == ErrorCode::usage);
    CHECK(error.reason == "this consumer is not in a group");
  }
}

TEST_CASE("a commit that meets a new generation says so, and the member goes on") {
  DevBroker broker = one_broker();
  members::send(broker, "t", 1);
  auto consumer = settled(members::config(broker, {"enable.auto.commit=false", "auto.offset.reset=earliest"}));
  broker.fail(RequestKind::commit_offsets, {RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION});
  const auto committed = consumer.commit(at(1), soon());
  REQUIRE(!committed);
  CHECK(committed.error().cause == Cause::rebalanced);
  CHECK(committed.error().kafka_code == RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION);
  CHECK(members::read(consumer, 1) == std::vector<std::string>{"t[0]@0"});
  need(consumer.commit(at(1), soon()));
  need(consumer.close(soon()));
}

TEST_CASE("a commit is tried again while its coordinator is not ready") {
  DevBroker broker = one_broker();
  auto consumer = settled(members::config(broker, {"enable.auto.commit=false"}));
  broker.fail(RequestKind::commit_offsets, std::vector<int>(8, RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS));
  need(consumer.commit(at(0), soon()));
  CHECK(need(consumer.committed(only_partition, soon())) == at(0));
  need(consumer.close(soon()));
}
