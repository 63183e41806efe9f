// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "real_cluster.hpp"

using namespace thoth::kafka;
using cluster::need;
using cluster::soon;
using thoth::ErrorCode;

namespace {

Producer begun(const std::string& id, Producer::OnDelivery on_delivery = {}) {
  auto producer =
      need(Producer::create(need(real_cluster::config().with("transactional.id", id)), std::move(on_delivery)));
  need(producer.begin_transaction(soon()));
  return producer;
}

void send(Producer& producer, const std::string& topic, const std::vector<std::string>& values) {
  for (const auto& value : values) need(producer.send({.topic = topic, .value = value}, soon()));
}

/// What readers with read_committed see.
std::vector<std::string> values(const std::string& topic) {
  std::vector<std::string> all;
  for (const auto& record : cluster::read_all(real_cluster::config(), {topic}))
    all.push_back(record.value.value_or("null"));
  return all;
}

}  // namespace

TEST_CASE("of a transaction readers see all once it is committed, and nothing once it is aborted") {
  const real_cluster::Topic topic("transactions");
  auto producer = begun(topic.name);
  send(producer, topic.name, {"aborted", "aborted"});
  need(producer.flush(soon()));
  CHECK(producer.accounting().acknowledged == 2);
  need(producer.abort_transaction(soon()));
  CHECK(values(topic.name).empty());

  need(producer.begin_transaction(soon()));
  send(producer, topic.name, {"one", "two"});
  need(producer.commit_transaction(soon()));
  CHECK(producer.transaction() == Transaction::committed);
  CHECK(values(topic.name) == std::vector<std::string>{"one", "two"});

  need(producer.begin_transaction(soon()));
  send(producer, topic.name, {"never"});
  need(producer.close(soon()));
  CHECK(values(topic.name) == std::vector<std::string>{"one", "two"});
}

TEST_CASE("a transaction over several topics is one: it is there in all of them or in none") {
  const real_cluster::Topic here("here", 3);
  const real_cluster::Topic there("there", 3);
  auto producer = begun(here.name);
  send(producer, here.name, {"a", "b", "c"});
  send(producer, there.name, {"d"});
  need(producer.abort_transaction(soon()));
  CHECK(values(here.name).empty());
  CHECK(values(there.name).empty());
  need(producer.begin_transaction(soon()));
  send(producer, here.name, {"a", "b", "c"});
  send(producer, there.name, {"d"});
  need(producer.commit_transaction(soon()));
  CHECK(values(here.name).size() == 3);
  CHECK(values(there.name).size() == 1);
}

TEST_CASE("a second producer of the same id takes over: the first is fenced, told so in words, and leaves nothing") {
  const real_cluster::Topic topic("fenced");
  int failed = 0;
  auto first = begun(topic.name, [&](const Delivery& delivery) { failed += delivery.error ? 1 : 0; });
  send(first, topic.name, {"of the first"});
  need(first.flush(soon()));
  auto second = begun(topic.name);
  send(first, topic.name, {"late", "late"});
  const auto fenced = first.commit_transaction(soon());
  REQUIRE(!fenced);
  CHECK(fenced.error().code == ErrorCode::undelivered);
  const std::string words = "another producer with the transactional.id \"" + topic.name + "\" has taken over";
  CHECK_MESSAGE(fenced.error().reason.rfind(words, 0) == 0, fenced.error().text());
  static_cast<void>(first.close(soon()));
  CHECK(failed == 2);
  CHECK(first.accounting().pending() == 0);
  send(second, topic.name, {"of the second"});
  need(second.commit_transaction(soon()));
  CHECK(values(topic.name) == std::vector<std::string>{"of the second"});
}

TEST_CASE("a transaction longer than the broker grants is refused when it begins") {
  const Config long_one =
      need(need(real_cluster::config().with("transactional.id", "long")).with("transaction.timeout.ms", "900001"));
  auto producer = need(Producer::create(long_one));
  const auto refused = producer.begin_transaction(soon());
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode::usage);
  CHECK(refused.error().advice.find("transaction.max.timeout.ms") != std::string::npos);
}
