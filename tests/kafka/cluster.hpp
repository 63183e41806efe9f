// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "thoth/kafka/consumer.hpp"
#include "thoth/kafka/dev_broker.hpp"
#include "thoth/kafka/producer.hpp"

/// What tests against a cluster share: configurations, and topics as plain values.
namespace cluster {

using namespace std::chrono_literals;
using thoth::kafka::Wait;

/// Against hanging; a test that takes anything near this long has failed.
inline Wait soon() {
  return Wait::at_most(30s);
}

/// The value of a result that must have one.
template <class T>
T need(thoth::Result<T> result) {
  if (!result) FAIL(result.error().text());
  return std::move(*result);
}
inline void need(const thoth::Result<void>& result) {
  if (!result) FAIL(result.error().text());
}

inline thoth::kafka::Config config(const std::string& servers, std::vector<std::string> properties = {}) {
  thoth::kafka::ConfigSources sources;
  sources.options = {{"bootstrap.servers", servers}};
  sources.properties = std::move(properties);
  return need(thoth::kafka::Config::resolve(sources));
}

/// A cluster of one broker, with topic t of one partition.
inline thoth::kafka::DevBroker one_broker() {
  return need(thoth::kafka::DevBroker::create({1, {{"t", 1}}}));
}

/// A record that outlives its batch.
struct Kept {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  std::int64_t timestamp = -1;
  thoth::kafka::TimestampType timestamp_type = thoth::kafka::TimestampType::create_time;
  std::optional<std::string> key;
  std::optional<std::string> value;
  thoth::Headers headers;
};

inline Kept kept(const thoth::kafka::Record& record) {
  Kept copy{
      std::string(record.topic), record.partition, record.offset, record.timestamp, record.timestamp_type, {}, {}, {}};
  if (record.key) copy.key = std::string(*record.key);
  if (record.value) copy.value = std::string(*record.value);
  copy.headers.assign(record.headers.begin(), record.headers.end());
  return copy;
}

/// Everything that topics hold, from `start` on.
inline std::vector<Kept> read_all(const thoth::kafka::Config& config, const std::vector<std::string>& topics,
                                  thoth::kafka::Start start = thoth::kafka::Start::beginning()) {
  auto consumer = need(thoth::kafka::Consumer::create(config, thoth::kafka::Membership::alone));
  const auto ranges = need(consumer.start(topics, start, soon()));
  thoth::kafka::Snapshot snapshot(ranges, consumer.assignment());
  std::vector<Kept> records;
  thoth::kafka::Batch batch;
  const Wait wait = soon();
  while (!snapshot.reached() && !wait.over()) {
    need(consumer.poll(batch, wait));
    for (const auto& record : batch.records()) records.push_back(kept(record));
    snapshot.add(batch);
  }
  CHECK(snapshot.reached());
  return records;
}

/// Sends messages and waits until all are acknowledged.
inline void send_all(const thoth::kafka::Config& config, const std::vector<thoth::kafka::Message>& messages) {
  auto producer = need(thoth::kafka::Producer::create(config));
  for (const auto& message : messages) need(producer.send(message, soon()));
  need(producer.close(soon()));
  CHECK(producer.accounting().acknowledged == messages.size());
}

}  // namespace cluster
