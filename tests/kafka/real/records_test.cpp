// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "real_cluster.hpp"
#include "thoth/kafka/publish.hpp"
#include "thoth/messages/all.hpp"

using namespace thoth::kafka;
using namespace std::chrono_literals;
using cluster::need;
using cluster::soon;
using thoth::ErrorCode;

TEST_CASE("records come back from Kafka as they were sent, each once") {
  constexpr std::uint64_t count = 100000;
  const real_cluster::Topic topic("records", 4);
  const thoth::Headers headers = {{"h", "1"}, {"h", std::nullopt}, {"bytes", std::string("\x00\xff", 2)}};
  std::vector<int> acknowledged(count, 0);
  auto producer = need(Producer::create(real_cluster::config(), [&](const Delivery& delivery) {
    if (!delivery.error) ++acknowledged[delivery.id];
  }));
  for (std::uint64_t i = 0; i < count; ++i) {
    Message message;
    message.topic = topic.name;
    const std::string key = std::to_string(i);
    message.key = key;
    if (i % 10 != 0) message.value = key;
    if (i % 10 == 1) message.headers = headers;
    message.timestamp = 1700000000000 + static_cast<std::int64_t>(i);
    message.id = i;
    need(producer.send(message, soon()));
  }
  need(producer.close(soon()));
  CHECK(producer.accounting().acknowledged == count);
  CHECK(acknowledged == std::vector<int>(count, 1));

  std::set<std::uint64_t> seen;
  bool all_equal = true;
  for (const auto& record : cluster::read_all(real_cluster::config(), {topic.name})) {
    const auto i = std::stoull(record.key.value_or("0"));
    seen.insert(i);
    const std::optional<std::string> value = i % 10 == 0 ? std::nullopt : record.key;
    all_equal = all_equal && record.value == value &&
                record.timestamp == 1700000000000 + static_cast<std::int64_t>(i) &&
                record.headers == (i % 10 == 1 ? headers : thoth::Headers());
  }
  CHECK(all_equal);
  CHECK(seen.size() == count);
}

TEST_CASE("a record tells whether its timestamp is its sender's or the broker's") {
  for (const auto type : {TimestampType::create_time, TimestampType::log_append_time}) {
    const bool is_senders = type == TimestampType::create_time;
    const real_cluster::Topic topic("timestamps", 1,
                                    {{"message.timestamp.type", is_senders ? "CreateTime" : "LogAppendTime"}});
    cluster::send_all(real_cluster::config(), {{.topic = topic.name, .value = "v", .timestamp = 1700000000000}});
    const auto records = cluster::read_all(real_cluster::config(), {topic.name});
    REQUIRE(records.size() == 1);
    CHECK(records[0].timestamp_type == type);
    CHECK((records[0].timestamp == 1700000000000) == is_senders);
  }
}

TEST_CASE("a typed message comes back as the same struct") {
  const std::string prefix = "typed-" + std::to_string(::getpid());
  const thoth::messages::SolvedPackage sent{.component_name = "solver",
                                            .index_url = "https://pypi.org/simple",
                                            .package_name = "numpy",
                                            .package_version = "1.22.4",
                                            .service_version = "1.2.3",
                                            .solver = "solver-py39"};
  auto admin = need(Admin::create(real_cluster::config()));
  const std::string topic = full_topic(prefix, thoth::schema_of<thoth::messages::SolvedPackage>().topic);
  need(admin.create_topic({topic, 1, 1, {}}, soon()));
  auto producer = need(Producer::create(real_cluster::config()));
  need(publish(producer, prefix, sent, soon()));
  need(producer.close(soon()));
  const auto records = cluster::read_all(real_cluster::config(), {topic});
  REQUIRE(records.size() == 1);
  const auto back = thoth::decode<thoth::messages::SolvedPackage>(*records[0].value);
  REQUIRE(back.has_value());
  CHECK(need(thoth::encode(*back)) == *records[0].value);
  CHECK(back->package_name == "numpy");
  need(admin.delete_topics({topic}, soon()));
}

TEST_CASE("a group shares all known types' topics, and goes on where it was") {
  const std::string prefix = "group-" + std::to_string(::getpid());
  const thoth::Catalog catalog = thoth::messages::All::catalog();
  auto admin = need(Admin::create(real_cluster::config()));
  const auto created = need(admin.create_topics(specs_of(catalog, prefix, {}), Wait::at_most(60s)));
  CHECK(created.size() == catalog.schemas().size());
  for (const auto& outcome : created) CHECK(outcome.change == TopicChange::created);
  const auto topics = full_topics(catalog, prefix);
  const auto send_to_all = [&](const char* value) {
    auto producer = need(Producer::create(real_cluster::config()));
    for (const auto& topic : topics) need(producer.send({.topic = topic, .value = value}, soon()));
    need(producer.close(soon()));
  };
  const auto read = [&] {
    auto consumer = need(Consumer::create(real_cluster::config({"group.id=" + prefix, "auto.offset.reset=earliest"}),
                                          Membership::group));
    need(subscribe_to_all(consumer, catalog, prefix));
    std::multiset<std::string> values;
    Batch batch;
    const Wait wait = soon();
    while (values.size() < topics.size() && !wait.over()) {
      need(consumer.poll(batch, wait));
      for (const auto& record : batch.records()) values.emplace(*record.value);
      need(consumer.store(batch));
    }
    need(consumer.close(soon()));
    return values;
  };
  send_to_all("first");
  CHECK(read().count("first") == topics.size());
  send_to_all("second");
  const auto again = read();
  CHECK(again.count("first") == 0);
  CHECK(again.count("second") == topics.size());
  const auto groups = need(admin.groups(soon()));
  CHECK(std::count(groups.begin(), groups.end(), prefix) == 1);
  need(admin.delete_topics(topics, soon()));
}

TEST_CASE("a topic that is deleted while it is read is told, and the consumer ends all the same") {
  real_cluster::Topic topic("deleted", 2);
  // Newer versions of librdkafka believe that a topic is gone when it has been for this long, by default 30 s.
  const auto config = real_cluster::config({"topic.metadata.propagation.max.ms=1000"});
  auto consumer = need(Consumer::create(config, Membership::alone));
  need(consumer.start({topic.name}, Start::end(), soon()));
  Batch batch;
  need(consumer.poll(batch, Wait::at_most(Wait::slice)));
  need(topic.remove());
  const Wait wait = soon();
  thoth::Result<void> polled;
  while (polled && !wait.over()) polled = consumer.poll(batch, wait);
  REQUIRE(!polled);
  CHECK(polled.error().code == ErrorCode::unreachable);
  CHECK(polled.error().reason.find(topic.name) != std::string::npos);
  need(consumer.close(soon()));
}
