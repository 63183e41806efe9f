// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/service.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "kafka/running_service.hpp"
#include "real_cluster.hpp"

using cluster::need;
using cluster::soon;
using services::comes;
using services::Running;
using thoth::Guarantee;
using thoth::Outcome;
using thoth::Service;
using types::Asked;
using namespace std::chrono_literals;

namespace {

using Question = thoth::Delivery<types::Asked>;

constexpr int partitions = 3;

/// A deployment of the test's own.
struct Deployment {
  std::string prefix = "service-" + std::to_string(::getpid()) + "-" +
                       std::to_string(std::chrono::steady_clock::now().time_since_epoch().count());
  thoth::kafka::Config config = real_cluster::config(
      {"group.id=" + prefix, "transactional.id=" + prefix, "auto.offset.reset=earliest", "session.timeout.ms=6000"});

  Deployment() {
    auto admin = need(thoth::kafka::Admin::create(real_cluster::config()));
    need(admin.create_topic({prefix + ".test.asked", partitions, 1, {}}, soon()));
    need(admin.create_topic({prefix + ".test.answered", 1, 1, {}}, soon()));
  }

  void ask(int first, int count) const {
    auto producer = need(thoth::kafka::Producer::create(real_cluster::config()));
    const std::string topic = prefix + ".test.asked";
    for (int i = first; i < first + count; ++i) {
      const std::string key = "k" + std::to_string(i % 7);
      const std::string value = types::bytes(types::asked(std::to_string(i)));
      need(producer.send({.topic = topic, .key = key, .value = value}, soon()));
    }
    need(producer.close(soon()));
  }

  /// How often each answer is there for who reads what was committed.
  [[nodiscard]] std::map<std::string, int> answers() const {
    std::map<std::string, int> counts;
    for (const auto& record : cluster::read_all(real_cluster::config(), {prefix + ".test.answered"})) {
      ++counts[*thoth::decode<types::Answered>(record.value.value_or("")).value().answer];
    }
    return counts;
  }

  [[nodiscard]] std::int64_t committed() const {
    auto consumer = need(thoth::kafka::Consumer::create(config, thoth::kafka::Membership::group));
    std::vector<thoth::kafka::Position> asked;
    for (std::int32_t i = 0; i < partitions; ++i) asked.push_back({prefix + ".test.asked", i, 0});
    std::int64_t sum = 0;
    for (const auto& one : need(consumer.committed(asked, soon()))) sum += std::max<std::int64_t>(one.offset, 0);
    return sum;
  }
};

/// Reads a record as a member, and is killed with its offset and a message in a transaction.
[[noreturn]] void die_in_transaction(const Deployment& deployment) {
  try {
    auto consumer = need(thoth::kafka::Consumer::create(deployment.config, thoth::kafka::Membership::group));
    need(consumer.subscribe({deployment.prefix + ".test.asked"}));
    thoth::kafka::Batch batch;
    while (batch.records().empty()) need(consumer.poll(batch, soon(), 1));
    const auto& record = batch.records()[0];
    const thoth::kafka::Position next{std::string(record.topic), record.partition, record.offset + 1};
    auto producer = need(thoth::kafka::Producer::create(deployment.config));
    need(producer.begin_transaction(soon()));
    const std::string topic = deployment.prefix + ".test.answered";
    const std::string value = types::bytes(types::answered("of the dead"));
    need(producer.send({.topic = topic, .value = value}, soon()));
    need(producer.send_offsets(std::span(&next, 1), consumer, soon()));
    ::raise(SIGKILL);
  } catch (...) {
  }
  ::_exit(EXIT_FAILURE);
}

}  // namespace

TEST_CASE("service: exactly once, on a real Kafka a member that was killed in a transaction goes on at once") {
  const Deployment deployment;
  deployment.ask(0, 30);
  // All clients have ended, and their threads with them.
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) die_in_transaction(deployment);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGKILL);
  Service service = need(Service::create(
      deployment.config, {.prefix = deployment.prefix, .guarantee = Guarantee::exactly_once, .commit_interval = 50ms}));
  service.on<Asked>([](const Question& d) {
    d.outbox.send(types::answered(*d.message.question));
    return Outcome::done();
  });
  Running running(service);
  CHECK(comes([&] { return service.metrics().sent == 30; }));
  need(running.stop());
  CHECK(deployment.committed() == 30);
  CHECK(deployment.answers().size() == 30);
  CHECK_FALSE(deployment.answers().contains("of the dead"));
}

TEST_CASE("service: exactly once, on a real Kafka messages and offsets are committed together") {
  const Deployment deployment;
  std::map<std::string, int> once_each;
  for (int i = 0; i < 60; ++i) once_each[std::to_string(i)] = 1;
  for (int run = 1; run <= 2; ++run) {
    deployment.ask(30 * (run - 1), 30);
    Service service = need(Service::create(deployment.config, {.prefix = deployment.prefix,
                                                               .guarantee = Guarantee::exactly_once,
                                                               .concurrency = 2,
                                                               .commit_interval = 50ms}));
    service.on<Asked>([](const Question& d) {
      d.outbox.send(types::answered(*d.message.question));
      return Outcome::done();
    });
    Running running(service);
    CHECK(comes([&] { return service.metrics().sent == 30; }));
    CHECK(need(running.stop()).finished == 30);
    CHECK(deployment.committed() == 30 * run);
  }
  CHECK(deployment.answers() == once_each);
}

TEST_CASE("service: exactly once, on a real Kafka another member with its transactional.id ends it") {
  const Deployment deployment;
  deployment.ask(0, 1);
  const auto make = [&] {
    Service service = need(
        Service::create(deployment.config,
                        {.prefix = deployment.prefix, .guarantee = Guarantee::exactly_once, .commit_interval = 50ms}));
    service.on<Asked>([](const Question& d) {
      d.outbox.send(types::answered(*d.message.question));
      return Outcome::done();
    });
    return service;
  };
  Service one = make();
  Running running(one);
  CHECK(comes([&] { return one.metrics().sent == 1; }));
  auto other = need(thoth::kafka::Producer::create(deployment.config));
  need(other.begin_transaction(soon()));
  deployment.ask(1, 1);
  const auto end = running.wait();
  REQUIRE_FALSE(end);
  CHECK(end.error().cause == thoth::Cause::fenced);
  need(other.close(soon()));
}
