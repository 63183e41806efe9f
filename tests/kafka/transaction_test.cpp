#include <doctest/doctest.h>

#include "cluster.hpp"
#include "kafka/dev_broker_impl.hpp"

using namespace thoth::kafka;
using namespace std::chrono_literals;
using cluster::need;
using cluster::soon;
using thoth::ErrorCode;

namespace {

Config transactional(const DevBroker& broker, const std::string& id = "x") {
  return need(cluster::config(broker.bootstrap_servers()).with("transactional.id", id));
}

void send_numbered(Producer& producer, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    need(producer.send({.topic = "t", .partition = 0, .value = "x", .id = i}, soon()));
  }
}

}  // namespace

TEST_CASE("what is committed is read, and what is aborted is not") {
  const DevBroker broker = need(DevBroker::create({1, {{"t", 1}}}));
  auto producer = need(Producer::create(transactional(broker)));
  CHECK(producer.transaction() == Transaction::none);
  need(producer.begin_transaction(soon()));
  CHECK(producer.transaction() == Transaction::open);
  send_numbered(producer, 10);
  need(producer.commit_transaction(soon()));
  CHECK(producer.transaction() == Transaction::committed);
  CHECK(producer.accounting().acknowledged == 10);
  CHECK(cluster::read_all(cluster::config(broker.bootstrap_servers()), {"t"}).size() == 10);

  need(producer.begin_transaction(soon()));
  send_numbered(producer, 5);
  need(producer.abort_transaction(soon()));
  CHECK(producer.transaction() == Transaction::aborted);
  CHECK(producer.accounting().pending() == 0);
}
