// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/kafka/log.hpp"

#pragma GCC visibility push(default)

namespace thoth::kafka {

struct DevTopic {
  std::string name;  ///< full name
  int partitions = 1;
};

struct DevBrokerOptions {
  int brokers = 1;
  std::vector<DevTopic> topics;  ///< there from the start, replicated on up to three brokers
};

/// A Kafka cluster within this process, for development and tests: other processes can use it as well. It picks its own
/// port on the loopback, keeps a few MB for each partition, and supports no authentication; it refuses requests to
/// create or delete topics, but creates a topic that a producer asks for.
class DevBroker {
 public:
  /// Starts it. Errors: usage (no or too many brokers, a topic name or number of partitions that Kafka does not take),
  /// internal.
  static Result<DevBroker> create(const DevBrokerOptions& options, LogSink log = {});

  DevBroker(DevBroker&&) noexcept;
  DevBroker& operator=(DevBroker&&) noexcept;
  /// Stops it, which takes librdkafka a second; what it holds is gone.
  ~DevBroker();

  /// HOST:PORT of each broker, separated by commas.
  [[nodiscard]] std::string bootstrap_servers() const;

  struct [[gnu::visibility("hidden")]] Impl;
  /// For tests within the library, which inject faults.
  [[nodiscard]] Impl& impl() { return *impl_; }

 private:
  explicit DevBroker(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace thoth::kafka

#pragma GCC visibility pop
