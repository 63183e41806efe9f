// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "kafka/members.hpp"
#include "real_cluster.hpp"

using namespace thoth::kafka;
using cluster::need;
using cluster::soon;
using namespace std::chrono_literals;

namespace {

/// Of a group of the test's own, which is named as its topic is.
Config group_of(const real_cluster::Topic& topic, std::vector<std::string> more = {}) {
  more.push_back("group.id=" + topic.name);
  return real_cluster::config(std::move(more));
}

void send(const std::string& topic, std::size_t count, std::int32_t partition = 0) {
  cluster::send_all(real_cluster::config(),
                    std::vector<Message>(count, {.topic = topic, .partition = partition, .value = "v"}));
}

/// How often each record was handled.
using Times = std::map<std::string, int>;

void handle_some(Consumer& consumer, Times& times) {
  Batch batch;
  need(consumer.poll(batch, Wait::at_most(50ms), 3));
  for (const auto& record : batch.records()) {
    ++times[std::to_string(record.partition) + "@" + std::to_string(record.offset)];
  }
  need(consumer.store(batch));
}

void come_and_go(const char* strategy) {
  const real_cluster::Topic topic("come-and-go", 4);
  const Config config =
      group_of(topic, {std::string("partition.assignment.strategy=") + strategy, "auto.offset.reset=earliest"});
  Times times;
  std::size_t total = 0;
  const auto send_to_all = [&] {
    for (int partition = 0; partition < 4; ++partition) send(topic.name, 100, partition);
    total += 400;
  };
  send_to_all();
  auto first = members::join(config, {topic.name});
  for (const Wait wait = soon(); times.size() < 20 && !wait.over();) handle_some(first, times);
  {
    auto second = members::join(config, {topic.name});
    for (const Wait wait = soon(); second.assignment().empty() && !wait.over();) {
      handle_some(first, times);
      handle_some(second, times);
    }
    CHECK_FALSE(second.assignment().empty());
    send_to_all();
    for (int i = 0; i < 5; ++i) {
      handle_some(first, times);
      handle_some(second, times);
    }
  }  // leaves by itself
  // Before its session is over, which is 45 s.
  for (const Wait wait = soon(); (first.assignment().size() < 4 || times.size() < total) && !wait.over();)
    handle_some(first, times);
  need(first.close(soon()));
  CHECK(times.size() == total);
  CHECK(std::count_if(times.begin(), times.end(), [](const auto& one) { return one.second != 1; }) == 0);
}

}  // namespace

TEST_CASE("members that come and go in good order repeat nothing: eager") {
  come_and_go("range");
}

TEST_CASE("members that come and go in good order repeat nothing: cooperative") {
  come_and_go("cooperative-sticky");
}

TEST_CASE("a member reads a topic that is created after it subscribed, and says once that it waits") {
  real_cluster::Topic topic("late");
  need(topic.remove());
  std::mutex mutex;
  std::vector<std::string> warnings;
  auto consumer = members::join(group_of(topic, {"auto.offset.reset=earliest"}), {topic.name},
                                [&](LogLevel level, const std::string& text) {
                                  const std::lock_guard lock(mutex);
                                  if (level == LogLevel::warning) warnings.push_back(text);
                                });
  const auto is_warned = [&] {
    const std::lock_guard lock(mutex);
    return !warnings.empty();
  };
  members::poll_until(consumer, is_warned);
  CHECK(members::read_for(consumer, 4s) == 0);
  auto admin = need(Admin::create(real_cluster::config()));
  need(admin.create_topic({topic.name, 1, 1, {}}, soon()));
  send(topic.name, 1);
  CHECK(members::read(consumer, 1) == std::vector<std::string>{topic.name + "[0]@0"});
  need(consumer.close(soon()));
  CHECK(warnings == std::vector<std::string>{"topic " + topic.name + " does not exist; waiting for it"});
}

TEST_CASE("an idle member's place is kept: what comes while it is away is read") {
  const real_cluster::Topic topic("idle", 2);
  const Config config = group_of(topic);
  {
    auto consumer = members::join(config, {topic.name});
    members::poll_until(consumer, [&consumer] { return consumer.assignment().size() == 2; });
    need(consumer.close(soon()));
  }
  send(topic.name, 1, 1);
  auto consumer = members::join(config, {topic.name});
  CHECK(members::read(consumer, 1) == std::vector<std::string>{topic.name + "[1]@0"});
  need(consumer.close(soon()));
}
