// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kafka/cluster.hpp"

/// Members of a group on the embedded broker.
namespace members {

using thoth::kafka::Batch;
using thoth::kafka::Config;
using thoth::kafka::Consumer;
using thoth::kafka::DevBroker;
using thoth::kafka::Membership;
using thoth::kafka::Position;
using thoth::kafka::Record;
using thoth::kafka::Wait;

inline Config config(const DevBroker& broker, std::vector<std::string> more = {}) {
  // The embedded broker lets an emptied group be joined again only when its session is over.
  more.insert(more.end(), {"group.id=readers", "session.timeout.ms=4000"});
  return cluster::config(broker.bootstrap_servers(), std::move(more));
}

inline Consumer join(const Config& config, const std::vector<std::string>& topics, thoth::kafka::LogSink log = {}) {
  auto consumer = cluster::need(Consumer::create(config, Membership::group, std::move(log)));
  cluster::need(consumer.subscribe(topics));
  return consumer;
}

/// Polls until something is so, or nothing comes of it.
inline void poll_until(Consumer& consumer, const std::function<bool()>& is_so,
                       const std::function<void(const Record&)>& take = {}) {
  Batch batch;
  const Wait wait = cluster::soon();
  while (!is_so() && !wait.over()) {
    cluster::need(consumer.poll(batch, Wait::at_most(Wait::slice)));
    for (const Record& record : batch.records()) {
      if (take) take(record);
    }
  }
  CHECK(is_so());
}

/// "t[0]@5" of the next records.
inline std::vector<std::string> read(Consumer& consumer, std::size_t count) {
  std::vector<std::string> places;
  poll_until(
      consumer, [&] { return places.size() >= count; },
      [&](const Record& record) {
        places.push_back(std::string(record.topic) + "[" + std::to_string(record.partition) + "]@" +
                         std::to_string(record.offset));
      });
  return places;
}

/// Polls for a while; returns how many records came.
inline std::size_t read_for(Consumer& consumer, std::chrono::milliseconds time) {
  std::size_t count = 0;
  Batch batch;
  const Wait wait = Wait::at_most(time);
  while (!wait.over()) {
    cluster::need(consumer.poll(batch, wait));
    count += batch.records().size();
  }
  return count;
}

/// Sends `count` messages to one partition of a topic.
inline void send(const DevBroker& broker, const std::string& topic, std::size_t count, std::int32_t partition = 0) {
  const std::vector<thoth::kafka::Message> messages(count, {.topic = topic, .partition = partition, .value = "v"});
  cluster::send_all(cluster::config(broker.bootstrap_servers()), messages);
}

}  // namespace members
