// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "kafka/cluster.hpp"
#include "thoth/service.hpp"
#include "unit/service/types.hpp"

/// What tests of services share.
namespace services {

using namespace std::chrono_literals;

/// Waits until something holds; false after half a minute.
inline bool comes(const std::function<bool()>& holds) {
  for (const auto wait = cluster::soon(); !wait.over(); std::this_thread::sleep_for(5ms)) {
    if (holds()) return true;
  }
  return holds();
}

/// What handlers in several threads write down.
template <class T>
class Notes {
 public:
  void add(T note) {
    const std::lock_guard lock(mutex_);
    notes_.push_back(std::move(note));
  }
  [[nodiscard]] std::vector<T> all() const {
    const std::lock_guard lock(mutex_);
    return notes_;
  }
  [[nodiscard]] std::size_t size() const { return all().size(); }

 private:
  mutable std::mutex mutex_;
  std::vector<T> notes_;
};

/// The properties of members of group g that notice things soon. The embedded broker lets an emptied group be joined
/// again only when its session is over.
inline thoth::kafka::Config group(const thoth::kafka::DevBroker& broker, std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"group.id=g", "session.timeout.ms=4000", "heartbeat.interval.ms=300", "linger.ms=1"});
  return cluster::config(broker.bootstrap_servers(), std::move(more));
}
inline thoth::kafka::Config from_beginning(const thoth::kafka::DevBroker& broker, std::vector<std::string> more = {}) {
  more.emplace_back("auto.offset.reset=earliest");
  return group(broker, std::move(more));
}

/// A service that runs in a thread of its own until it is stopped.
class Running {
 public:
  explicit Running(thoth::Service& service)
      : service_(service), thread_([this](const std::stop_token& stop) {
          end_ = service_.run(stop);
          has_ended_ = true;
        }) {}

  void ask_to_stop() { thread_.request_stop(); }
  /// What run() returned. Asks it to end.
  thoth::Result<thoth::ServiceEnd> stop() {
    thread_.request_stop();
    thread_.join();
    return *end_;
  }
  /// The same of one that ends by itself.
  thoth::Result<thoth::ServiceEnd> wait() {
    CHECK(comes([this] { return has_ended_.load(); }));
    return stop();
  }

 private:
  thoth::Service& service_;
  std::optional<thoth::Result<thoth::ServiceEnd>> end_;
  std::atomic<bool> has_ended_ = false;
  std::jthread thread_;
};

/// Sends questions, numbered, with one of so many keys each.
inline void ask(const thoth::kafka::DevBroker& broker, int count, int keys = 5, int first = 0) {
  auto producer = cluster::need(thoth::kafka::Producer::create(cluster::config(broker.bootstrap_servers())));
  for (int i = first; i < first + count; ++i) {
    const std::string key = "k" + std::to_string(i % keys);
    const std::string value = types::bytes(types::asked(std::to_string(i)));
    cluster::need(producer.send({.topic = "test.asked", .key = key, .value = value}, cluster::soon()));
  }
  cluster::need(producer.close(cluster::soon()));
}
inline void send_value(const thoth::kafka::DevBroker& broker, const std::string& value, const std::string& key = "k") {
  cluster::send_all(cluster::config(broker.bootstrap_servers()), {{.topic = "test.asked", .key = key, .value = value}});
}

/// What the group has committed of a topic, by partition; -1: nothing.
inline std::map<std::int32_t, std::int64_t> committed(const thoth::kafka::DevBroker& broker, const std::string& topic,
                                                      int partitions) {
  auto consumer = cluster::need(thoth::kafka::Consumer::create(group(broker), thoth::kafka::Membership::group));
  std::vector<thoth::kafka::Position> asked;
  for (std::int32_t i = 0; i < partitions; ++i) asked.push_back({topic, i, 0});
  std::map<std::int32_t, std::int64_t> offsets;
  for (const auto& one : cluster::need(consumer.committed(asked, cluster::soon()))) {
    offsets[one.partition] = std::max<std::int64_t>(one.offset, -1);
  }
  return offsets;
}
inline std::int64_t total(const std::map<std::int32_t, std::int64_t>& offsets) {
  std::int64_t sum = 0;
  for (const auto& [partition, offset] : offsets) sum += std::max<std::int64_t>(offset, 0);
  return sum;
}

/// How often each answer is in its topic.
inline std::map<std::string, int> answers(const thoth::kafka::DevBroker& broker) {
  std::map<std::string, int> counts;
  const auto config = cluster::config(broker.bootstrap_servers(), {"check.crcs=false"});
  for (const auto& record : cluster::read_all(config, {"test.answered"})) {
    ++counts[*thoth::decode<types::Answered>(record.value.value_or("")).value().answer];
  }
  return counts;
}

inline std::string header(const thoth::Headers& headers, std::string_view name) {
  std::string found = "none";
  for (const auto& one : headers) {
    if (one.key == name) found = one.value.value_or("null");
  }
  return found;
}

}  // namespace services
