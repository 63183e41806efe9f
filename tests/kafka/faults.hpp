// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "kafka/cluster.hpp"
#include "kafka/dev_broker_impl.hpp"

/// Faults that the embedded broker answers with, and what became of each message under them.
namespace faults {

/// The next requests of a kind get no answer for so long.
inline void delay(thoth::kafka::DevBroker& broker, thoth::kafka::RequestKind kind, int count,
                  thoth::kafka::milliseconds time) {
  for (int i = 0; i < count; ++i) {
    rd_kafka_mock_broker_push_request_error_rtts(broker.impl().cluster.get(), 1, static_cast<std::int16_t>(kind), 1,
                                                 RD_KAFKA_RESP_ERR_NO_ERROR, static_cast<int>(time.count()));
  }
}

/// Each message's reports, and the reasons of those that failed.
class Reports {
 public:
  explicit Reports(std::size_t count) : acknowledged(count, 0), failed(count, 0) {}

  thoth::kafka::Producer::OnDelivery callback() {
    return [this](const thoth::kafka::Delivery& delivery) {
      ++(delivery.error ? failed : acknowledged)[delivery.id];
      if (delivery.error) errors.push_back(*delivery.error);
    };
  }
  /// True if every message has one report and no more.
  [[nodiscard]] bool one_each() const {
    for (std::size_t i = 0; i < acknowledged.size(); ++i) {
      if (acknowledged[i] + failed[i] != 1) return false;
    }
    return true;
  }

  std::vector<int> acknowledged;
  std::vector<int> failed;
  std::vector<thoth::Error> errors;
};

/// Sends messages to topic "t", their values their numbers.
inline void send_numbered(thoth::kafka::Producer& producer, std::size_t count, std::size_t first = 0) {
  for (std::size_t i = first; i < first + count; ++i) {
    const std::string value = std::to_string(i);
    cluster::need(producer.send({.topic = "t", .partition = 0, .value = value, .id = i}, cluster::soon()));
  }
}

/// The values that topic "t" holds, in order of offset.
inline std::vector<std::string> values(const thoth::kafka::DevBroker& broker) {
  // From librdkafka 2.15 on the embedded broker ends transactions without a checksum.
  const auto config = cluster::config(broker.bootstrap_servers(), {"check.crcs=false"});
  std::vector<std::string> all;
  for (const auto& record : cluster::read_all(config, {"t"})) {
    all.push_back(record.value.value_or("null"));
  }
  return all;
}

/// "0", "1", … up to `count`.
inline std::vector<std::string> numbers(std::size_t count) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(std::to_string(i));
  return all;
}

}  // namespace faults
