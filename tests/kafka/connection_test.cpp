// SPDX-License-Identifier: GPL-3.0-or-later
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "cluster.hpp"
#include "kafka/dev_broker_impl.hpp"
#include "support/text.hpp"
#include "thoth/kafka/admin.hpp"

using namespace thoth::kafka;
using namespace std::chrono_literals;
using cluster::need;
using cluster::one_broker;
using cluster::soon;
using thoth::Error;
using thoth::ErrorCode;
using thoth::test::holds;

namespace {

/// A listener on a port of its own that lets clients connect and never says a word; closed, its port refuses.
class SilentListener {
 public:
  SilentListener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(socket_, generic, size) == 0);
    REQUIRE(::listen(socket_, 64) == 0);
    REQUIRE(::getsockname(socket_, generic, &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  SilentListener(const SilentListener&) = delete;
  SilentListener& operator=(const SilentListener&) = delete;
  ~SilentListener() { close(); }
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  int socket_;
  int port_ = 0;
};

std::string refused_address() {
  SilentListener listener;
  listener.close();
  return listener.address();
}

template <class T>
Error error_of(const thoth::Result<T>& result) {
  REQUIRE(!result);
  return result.error();
}

}  // namespace

TEST_CASE("a cluster that answers says who it is") {
  const DevBroker broker = need(DevBroker::create({3, {}}));
  const auto info = need(check_connection(cluster::config(broker.bootstrap_servers()), soon()));
  CHECK_FALSE(info.id.empty());
  REQUIRE(info.brokers.size() == 3);
  CHECK(info.brokers[0].id == 1);
  CHECK(info.brokers[2].id == 3);
  CHECK(info.brokers[0].host == "127.0.0.1");
  CHECK(holds(broker.bootstrap_servers(), "127.0.0.1:" + std::to_string(info.brokers[1].port)));
  CHECK(info.latency.count() > 0);
}

TEST_CASE("a refused connection is told at once, with its reason") {
  const std::string address = refused_address();
  const Error error = error_of(check_connection(cluster::config(address), Wait::at_most(10min)));
  CHECK(error.code == ErrorCode::unreachable);
  CHECK(error.subject == address);
  CHECK(holds(error.reason, "Connection refused"));
  CHECK_FALSE(holds(error.reason, "after"));
  CHECK(holds(error.advice, "bootstrap.servers"));
}

TEST_CASE("of several servers one that answers is enough") {
  const DevBroker broker = need(DevBroker::create({1, {}}));
  const std::string servers = refused_address() + "," + broker.bootstrap_servers();
  CHECK(need(check_connection(cluster::config(servers), soon())).brokers.size() == 1);
}

TEST_CASE("a host without an address is told as such") {
  const Error error = error_of(check_connection(cluster::config("no-such-host.invalid:9092"), Wait::at_most(10min)));
  CHECK(error.code == ErrorCode::unreachable);
  CHECK(holds(error.reason, "resolve"));
  CHECK(holds(error.advice, "host names"));
}

TEST_CASE("a listener that never answers is waited for no longer than the deadline") {
  const SilentListener listener;
  const Config config = cluster::config(listener.address());
  const Wait wait = Wait::at_most(300ms);
  Error error = error_of(check_connection(config, wait));
  CHECK(error.code == ErrorCode::unreachable);
  CHECK(error.reason == listener.address() + " accepted the connection, but did not answer within 300 ms");
  CHECK(holds(error.advice, "security.protocol"));

  auto admin = need(Admin::create(config));
  CHECK(error_of(admin.list(Wait::at_most(200ms))).code == ErrorCode::unreachable);
  CHECK(error_of(admin.lookup({"t"}, Wait::at_most(200ms))).code == ErrorCode::unreachable);
  CHECK(error_of(admin.create_topics({{"t", 1, 1, {}}}, Wait::at_most(200ms))).code == ErrorCode::unreachable);
  CHECK(error_of(admin.delete_topics({"t"}, Wait::at_most(200ms))).code == ErrorCode::unreachable);
  auto consumer = need(Consumer::create(config, Membership::alone));
  CHECK(error_of(consumer.start({"t"}, Start::end(), Wait::at_most(200ms))).code == ErrorCode::unreachable);
}

TEST_CASE("waiting for a cluster ends when it is stopped") {
  const SilentListener listener;
  std::atomic<bool> stop = false;
  std::thread signal([&] {
    std::this_thread::sleep_for(50ms);
    stop = true;
  });
  const auto checked = check_connection(cluster::config(listener.address()), Wait::at_most(10min, &stop));
  signal.join();
  CHECK(error_of(checked).code == ErrorCode::interrupted);
}

TEST_CASE("who keeps trying gets the cluster that comes up later") {
  DevBroker broker = need(DevBroker::create({1, {}}));
  rd_kafka_mock_broker_set_down(broker.impl().cluster.get(), -1);
  std::thread later([&] {
    std::this_thread::sleep_for(300ms);
    rd_kafka_mock_broker_set_up(broker.impl().cluster.get(), -1);
  });
  const auto info = check_connection(cluster::config(broker.bootstrap_servers()), soon(), WhenAllDown::keep_trying);
  later.join();
  CHECK(need(info).brokers.size() == 1);
}

TEST_CASE("speaking TLS to a listener that does not is told") {
  const DevBroker broker = need(DevBroker::create({1, {}}));
  const Error error =
      error_of(check_connection(cluster::config(broker.bootstrap_servers(), {"security.protocol=ssl"}), soon()));
  CHECK(error.code == ErrorCode::unreachable);
  CHECK(holds(error.reason, "did not answer the TLS handshake"));
  CHECK(holds(error.advice, "to plaintext"));
}

TEST_CASE("a missing topic is told, and looking at it does not make it") {
  const DevBroker broker = need(DevBroker::create({1, {{"there", 2}}}));
  const Config config = cluster::config(broker.bootstrap_servers());
  auto consumer = need(Consumer::create(config, Membership::alone));
  const Error error = error_of(consumer.start({"there", "missing"}, Start::beginning(), soon()));
  CHECK(error.code == ErrorCode::unreachable);
  CHECK(error.text() == "reading topic missing: no such topic (check its name, or create it)");
  const auto topics = need(consumer.lookup({"missing", "there", "no name"}, soon()));
  REQUIRE(topics.size() == 3);
  CHECK(topics[0].state == TopicState::missing);
  CHECK(topics[1].state == TopicState::exists);
  CHECK(topics[1].usable());
  CHECK(topics[1].partitions.size() == 2);
  CHECK(topics[2].state == TopicState::invalid_name);
  auto admin = need(Admin::create(config));
  CHECK(need(admin.list(soon())).size() == 1);
}

TEST_CASE("records keep coming after the cluster was away, and its going and its return are told once") {
  DevBroker broker = one_broker();
  const Config config = cluster::config(broker.bootstrap_servers());
  cluster::send_all(config, {{.topic = "t", .value = "before"}});
  std::vector<std::string> warnings;
  auto consumer = need(Consumer::create(config, Membership::alone, [&](LogLevel level, const std::string& text) {
    if (level == LogLevel::warning) warnings.push_back(text);
  }));
  need(consumer.start({"t"}, Start::beginning(), soon()));
  Batch batch;
  std::vector<std::string> values;
  const Wait wait = Wait::at_most(60s);
  const auto read_until = [&](std::size_t count, std::size_t lines) {
    while ((values.size() < count || warnings.size() < lines) && !wait.over()) {
      need(consumer.poll(batch, Wait::at_most(Wait::slice)));
      for (const auto& record : batch.records()) values.emplace_back(*record.value);
    }
  };
  read_until(1, 0);
  rd_kafka_mock_broker_set_down(broker.impl().cluster.get(), -1);
  read_until(1, 1);
  rd_kafka_mock_broker_set_up(broker.impl().cluster.get(), -1);
  cluster::send_all(config, {{.topic = "t", .value = "after"}});
  read_until(2, 2);
  CHECK(values == std::vector<std::string>{"before", "after"});
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[0].rfind("no broker can be reached, still trying: ", 0) == 0);
  CHECK(warnings[1] == broker.bootstrap_servers() + " can be reached again");
}

TEST_CASE("offsets are asked of a partition's new leader once the one that is known does not answer") {
  DevBroker broker = need(DevBroker::create({2, {{"t", 1}}}));
  auto* const mock = broker.impl().cluster.get();
  rd_kafka_mock_partition_set_leader(mock, "t", 0, 1);
  auto consumer = need(Consumer::create(cluster::config(broker.bootstrap_servers()), Membership::alone));
  const auto ranges = need(consumer.ranges({"t"}, soon()));
  rd_kafka_mock_partition_set_leader(mock, "t", 0, 2);
  rd_kafka_mock_broker_set_down(mock, 1);
  CHECK(need(consumer.positions_at(1, ranges, soon())).size() == 1);
}
