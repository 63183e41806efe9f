// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/admin.hpp"

#include <doctest/doctest.h>

#include <memory>

#include "cluster.hpp"
#include "kafka/dev_broker_impl.hpp"

using namespace thoth::kafka;
using namespace std::chrono_literals;
using cluster::need;
using cluster::one_broker;
using cluster::soon;
using thoth::ErrorCode;

namespace {

thoth::Catalog two_types() {
  thoth::Catalog catalog;
  for (const char* topic : {"thoth.one", "thoth.two"}) {
    auto schema = std::make_shared<thoth::Schema>();
    schema->topic = topic;
    catalog.add(schema);
  }
  return catalog;
}

}  // namespace

TEST_CASE("topics of a development broker are there from the start, with their partitions") {
  const DevBroker broker = need(DevBroker::create({3, {{"b", 4}, {"a", 1}}}));
  auto admin = need(Admin::create(cluster::config(broker.bootstrap_servers())));
  const auto topics = need(admin.list(soon()));
  REQUIRE(topics.size() == 2);
  CHECK(topics[0].name == "a");
  CHECK(topics[1].name == "b");
  REQUIRE(topics[1].partitions.size() == 4);
  CHECK(topics[1].partitions[3].id == 3);
  CHECK(topics[1].partitions[3].replicas.size() == 3);
  CHECK(topics[1].usable());

  const auto described = need(admin.describe({"b"}, soon()));
  REQUIRE(described.size() == 1);
  CHECK(described[0].info.partitions.size() == 4);
  CHECK_FALSE(described[0].settings.has_value());
  const auto missing = admin.describe({"b", "nowhere"}, soon());
  REQUIRE(!missing);
  CHECK(missing.error().code == ErrorCode::unreachable);
  CHECK(missing.error().subject == "nowhere");
}

TEST_CASE("a development broker refuses what no cluster can be") {
  const auto code = [](int brokers, std::vector<DevTopic> topics) {
    const auto made = DevBroker::create({brokers, std::move(topics)});
    REQUIRE(!made);
    return made.error().code;
  };
  CHECK(code(0, {}) == ErrorCode::usage);
  CHECK(code(1000, {}) == ErrorCode::usage);
  CHECK(code(1, {{"no name", 1}}) == ErrorCode::usage);
  CHECK(code(1, {{"t", 0}}) == ErrorCode::usage);
}

TEST_CASE("where the cluster takes no request, it creates topics by itself, which is said") {
  const DevBroker broker = need(DevBroker::create({1, {{"prod.thoth.one", 1}}}));
  auto admin = need(Admin::create(cluster::config(broker.bootstrap_servers())));
  const TopicSpec like{"", 7, 1, {}};
  const auto outcomes = need(admin.create_topics(specs_of(two_types(), "prod", like), soon()));
  REQUIRE(outcomes.size() == 2);
  CHECK(outcomes[0].name == "prod.thoth.one");
  CHECK(outcomes[0].change == TopicChange::existed);
  CHECK(outcomes[1].name == "prod.thoth.two");
  CHECK(outcomes[1].change == TopicChange::created_by_cluster);
  CHECK(outcomes[1].warning.find("itself, with") != std::string::npos);
  CHECK(outcomes[1].warning.find("asked for do not apply") != std::string::npos);
  CHECK(need(admin.lookup({"prod.thoth.two"}, soon()))[0].usable());
  CHECK(need(admin.create_topic({"prod.thoth.two", 1, 1, {}}, soon())).change == TopicChange::existed);

  need(admin.let_cluster_create({"x", "y"}, soon()));
  CHECK(need(admin.list(soon())).size() == 4);
}

TEST_CASE("impossible topics are refused before anything is asked for") {
  const DevBroker broker = need(DevBroker::create({1, {}}));
  auto admin = need(Admin::create(cluster::config(broker.bootstrap_servers())));
  const auto code = [&](const TopicSpec& spec) {
    const auto created = admin.create_topics({{"fine", 1, 1, {}}, spec}, soon());
    REQUIRE(!created);
    return created.error().code;
  };
  CHECK(code({"no name", 1, 1, {}}) == ErrorCode::usage);
  CHECK(code({"t", 0, 1, {}}) == ErrorCode::usage);
  CHECK(code({"t", 1, 0, {}}) == ErrorCode::usage);
  CHECK(need(admin.list(soon())).empty());
}

TEST_CASE("the embedded broker deletes no topics, and says so") {
  const DevBroker broker = one_broker();
  auto admin = need(Admin::create(cluster::config(broker.bootstrap_servers())));
  const auto deleted = admin.delete_topics({"t"}, soon());
  REQUIRE(!deleted);
  CHECK(deleted.error().code == ErrorCode::unreachable);
  CHECK(need(admin.delete_topics({}, soon())).empty());
}

TEST_CASE("waiting for a topic without a leader ends with that reason") {
  DevBroker broker = need(DevBroker::create({1, {{"t", 2}}}));
  auto admin = need(Admin::create(cluster::config(broker.bootstrap_servers())));
  need(admin.wait_until_usable({"t"}, soon()));
  rd_kafka_mock_partition_set_leader(broker.impl().cluster.get(), "t", 1, -1);
  const auto waited = admin.wait_until_usable({"t"}, Wait::at_most(200ms));
  REQUIRE(!waited);
  CHECK(waited.error().code == ErrorCode::unreachable);
  CHECK(waited.error().reason == "it was not usable within 200 ms: a partition has no leader");
}

TEST_CASE("a topic one may not see is told from one that is missing") {
  DevBroker broker = one_broker();
  rd_kafka_mock_topic_set_error(broker.impl().cluster.get(), "t", RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
  auto admin = need(Admin::create(cluster::config(broker.bootstrap_servers())));
  const auto topics = need(admin.lookup({"t"}, soon()));
  CHECK(topics[0].state == TopicState::unauthorized);
  CHECK_FALSE(topics[0].usable());
  const auto described = admin.describe({"t"}, soon());
  REQUIRE(!described);
  CHECK(described.error().advice.find("permission") != std::string::npos);
}
