// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <algorithm>

#include "real_cluster.hpp"

using namespace thoth::kafka;
using cluster::need;
using cluster::soon;
using thoth::ErrorCode;

namespace {

std::string unique(const std::string& word) {
  return word + "-" + std::to_string(::getpid()) + "-" +
         std::to_string(std::chrono::steady_clock::now().time_since_epoch().count());
}

}  // namespace

TEST_CASE("the cluster says who it is") {
  const auto info = need(check_connection(real_cluster::config(), soon()));
  CHECK_FALSE(info.id.empty());
  CHECK_FALSE(info.brokers.empty());
  const bool controls = std::any_of(info.brokers.begin(), info.brokers.end(),
                                    [&](const BrokerInfo& broker) { return broker.id == info.controller; });
  CHECK(controls);
}

TEST_CASE("topics are created as asked, found, described and deleted") {
  auto admin = need(Admin::create(real_cluster::config()));
  const std::string one = unique("one");
  const std::string two = unique("two");
  const std::vector<TopicSpec> specs = {{one, 4, 1, {{"retention.ms", "3600000"}}}, {two, 1, 1, {}}};
  const auto created = need(admin.create_topics(specs, soon()));
  REQUIRE(created.size() == 2);
  CHECK(created[0].change == TopicChange::created);
  CHECK(created[1].change == TopicChange::created);
  CHECK(created[0].warning.empty());
  CHECK(need(admin.create_topics(specs, soon()))[0].change == TopicChange::existed);

  const auto all = need(admin.list(soon()));
  CHECK(std::count_if(all.begin(), all.end(), [&](const TopicInfo& topic) { return topic.name == one; }) == 1);
  const auto described = need(admin.describe({one, two}, soon()));
  REQUIRE(described.size() == 2);
  CHECK(described[0].info.partitions.size() == 4);
  for (const auto& partition : described[0].info.partitions) CHECK(partition.leader >= 0);
  CHECK(described[0].info.partitions[0].in_sync.size() == 1);
  REQUIRE(described[0].settings.has_value());
  const auto retention = std::find_if(described[0].settings->begin(), described[0].settings->end(),
                                      [](const TopicSetting& setting) { return setting.name == "retention.ms"; });
  REQUIRE(retention != described[0].settings->end());
  CHECK(retention->value == "3600000");
  CHECK_FALSE(retention->is_default);

  const auto deleted = need(admin.delete_topics({one, two, unique("never")}, soon()));
  CHECK(deleted[0].change == TopicChange::deleted);
  CHECK(deleted[1].change == TopicChange::deleted);
  CHECK(deleted[2].change == TopicChange::failed);
  REQUIRE(deleted[2].error.has_value());
  CHECK(deleted[2].error->code == ErrorCode::unreachable);
}

TEST_CASE("a topic that was deleted is gone, and can be created anew at once") {
  auto admin = need(Admin::create(real_cluster::config()));
  const std::string name = unique("again");
  for (int partitions = 1; partitions <= 20; ++partitions) {
    CHECK(need(admin.create_topic({name, partitions, 1, {}}, soon())).change == TopicChange::created);
    CHECK(need(admin.lookup({name}, soon()))[0].partitions.size() == static_cast<std::size_t>(partitions));
    CHECK(need(admin.delete_topics({name}, soon()))[0].change == TopicChange::deleted);
  }
}

TEST_CASE("what the cluster refuses to create is told, and the rest is created") {
  auto admin = need(Admin::create(real_cluster::config()));
  const std::string good = unique("good");
  const auto outcomes = need(admin.create_topics(
      {{unique("wide"), 1, 30, {}}, {unique("odd"), 1, 1, {{"no.such.setting", "1"}}}, {good, 1, 1, {}}}, soon()));
  REQUIRE(outcomes.size() == 3);
  CHECK(outcomes[0].change == TopicChange::failed);
  REQUIRE(outcomes[0].error.has_value());
  CHECK(outcomes[0].error->code == ErrorCode::usage);
  CHECK(outcomes[1].change == TopicChange::failed);
  REQUIRE(outcomes[1].error.has_value());
  CHECK(outcomes[1].error->reason.find("no.such.setting") != std::string::npos);
  CHECK(outcomes[2].change == TopicChange::created);
  need(admin.delete_topics({good}, soon()));
}

TEST_CASE("looking at a topic does not make it") {
  auto admin = need(Admin::create(real_cluster::config()));
  const std::string name = unique("looked-at");
  CHECK(need(admin.lookup({name}, soon()))[0].state == TopicState::missing);
  CHECK(need(admin.lookup({name}, soon()))[0].state == TopicState::missing);
  auto consumer = need(Consumer::create(real_cluster::config(), Membership::alone));
  const auto started = consumer.start({name}, Start::end(), soon());
  REQUIRE(!started);
  CHECK(started.error().code == ErrorCode::unreachable);
  const auto all = need(admin.list(soon()));
  CHECK(std::none_of(all.begin(), all.end(), [&](const TopicInfo& topic) { return topic.name == name; }));
}
