// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
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

/// What clients ask of a broker, by the numbers of Kafka's protocol.
enum class RequestKind : std::int16_t {
  produce = 0,
  fetch = 1,
  list_offsets = 2,
  metadata = 3,
  commit_offsets = 8,
  fetch_offsets = 9,
  find_coordinator = 10,
  join_group = 11,
  heartbeat = 12,
  leave_group = 13,
  sync_group = 14,
  init_producer_id = 22,
  add_partitions_to_transaction = 24,
  add_offsets_to_transaction = 25,
  end_transaction = 26,
  commit_offsets_in_transaction = 28,
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

  /// Answers the next requests of a kind, from any client, with these errors, one error per request; later requests
  /// succeed again. Codes are those of Kafka's protocol (16: NOT_COORDINATOR, 22: ILLEGAL_GENERATION, 90:
  /// PRODUCER_FENCED), or -195 to close the connection without an answer. Errors that were given before come first.
  /// Safe from any thread.
  ///
  ///   broker.fail(RequestKind::end_transaction, {16, 90});
  void fail(RequestKind kind, const std::vector<int>& codes);

  struct [[gnu::visibility("hidden")]] Impl;
  /// For tests within the library, which inject faults.
  [[nodiscard]] Impl& impl() { return *impl_; }

 private:
  explicit DevBroker(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace thoth::kafka

#pragma GCC visibility pop
