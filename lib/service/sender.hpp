// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service/dispatcher.hpp"
#include "thoth/kafka/producer.hpp"

namespace thoth::service {

/// How messages went, since a service began to run.
struct SendCounts {
  std::uint64_t sent = 0;
  std::uint64_t failures = 0;
};

/// No later try will succeed: the message is too large, is refused for what it is, or its topic is forbidden.
[[nodiscard]] bool is_refusal(const Error& error);

/// Sends what records bring forth where that needs no transaction, and tells the Dispatcher once a record's messages
/// are all acknowledged. What fails is sent again, in the old order, as long as its record is there.
class Sender {
 public:
  /// Errors: as Producer::create.
  static Result<std::unique_ptr<Sender>> create(const kafka::Config& config, Dispatcher& dispatcher,
                                                kafka::LogSink log);

  /// Takes the messages of a record up. Nothing is told before serve().
  void add(Ticket ticket);
  /// Sends, and waits at most so long for an acknowledgement, or for what failed to be sent again.
  void serve(milliseconds at_most);
  /// Something is to be sent or to be acknowledged.
  [[nodiscard]] bool is_busy() const { return !queue_.empty() || !in_flight_.empty() || !failed_.empty(); }
  /// Gives up what is left once the wait is over.
  void close(const kafka::Wait& wait);

  [[nodiscard]] const SendCounts& counts() const { return counts_; }
  /// Why messages that failed last did so; empty: none waits to be sent again.
  [[nodiscard]] std::string problem() const;

 private:
  /// The messages of one record, sent together.
  struct Unit {
    Ticket ticket = 0;
    std::size_t left = 0;  ///< without an acknowledgement; 0 too once one was refused
  };
  struct Sending {
    std::shared_ptr<Unit> unit;
    std::size_t index = 0;
  };
  struct Report {
    std::uint64_t id = 0;
    std::optional<Error> error;
  };

  Sender(kafka::Config config, Dispatcher& dispatcher, kafka::LogSink log)
      : config_(std::move(config)), dispatcher_(dispatcher), log_(std::move(log)) {}
  Result<void> connect();
  void push();
  [[nodiscard]] bool can_wait(const Error& error) const;
  /// Errors: as Producer::send.
  Result<void> send(const Outgoing& message);
  void settle();
  void settle(const Sending& sending, std::uint64_t id, const std::optional<Error>& error);
  void send_again();
  void reconnect();

  kafka::Config config_;
  Dispatcher& dispatcher_;
  kafka::LogSink log_;
  std::vector<Report> reports_;
  std::optional<kafka::Producer> producer_;
  std::deque<Sending> queue_;
  std::map<std::uint64_t, Sending> in_flight_;
  std::map<std::uint64_t, Sending> failed_;  ///< sent again once the others of their time are known
  std::uint64_t last_id_ = 0;
  Time again_{};
  std::string problem_;
  SendCounts counts_;
};

}  // namespace thoth::service
