// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service/dispatcher.hpp"
#include "service/sender.hpp"
#include "thoth/kafka/consumer.hpp"
#include "thoth/kafka/producer.hpp"

namespace thoth::service {

/// Sends what records bring forth, dead letters among it, and commits their offsets, in one transaction at a time.
class Transactions {
 public:
  /// Errors: as Producer::create.
  static Result<std::unique_ptr<Transactions>> create(const kafka::Config& config, Dispatcher& dispatcher,
                                                      kafka::LogSink log);

  /// Commits all up to the watermarks, or goes on with the commit before. What cannot be done until the wait is over is
  /// left to the next call, as is what was aborted: its messages are kept. Of many messages one that may not be sent is
  /// found by trying fewer records, and refused. Errors: of Cause::fenced alone.
  Result<void> commit(const kafka::Consumer& consumer, const kafka::Wait& wait);
  /// Ends what is open: a transaction that was not committed is aborted.
  void close(const kafka::Wait& wait);

  [[nodiscard]] const SendCounts& counts() const { return counts_; }
  [[nodiscard]] std::uint64_t commits() const { return commits_; }
  [[nodiscard]] std::uint64_t failures() const { return failures_; }
  /// Why the last transaction was not committed; empty: it was.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  [[nodiscard]] std::string connection_error() const { return producer_->connection_error(); }

 private:
  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

  Transactions(kafka::Config config, Dispatcher& dispatcher, kafka::LogSink log)
      : config_(std::move(config)), dispatcher_(dispatcher), log_(std::move(log)) {}
  Result<void> connect();
  Result<void> attempt(const kafka::Consumer& consumer, const kafka::Wait& wait);
  Result<void> fill(const Unit& unit, const kafka::Consumer& consumer, const kafka::Wait& wait);
  Result<void> finish(const kafka::Wait& wait);
  Result<bool> recover(const Error& error, const kafka::Wait& wait);
  void abort(const kafka::Wait& wait);
  bool narrow(const Error& error);
  void refuse();

  kafka::Config config_;
  Dispatcher& dispatcher_;
  kafka::LogSink log_;
  std::map<Ticket, Error> refused_;  ///< records whose messages can never be sent
  std::optional<kafka::Producer> producer_;
  std::vector<kafka::Position> covered_;  ///< what the open transaction commits
  std::size_t messages_ = 0;              ///< in it
  std::size_t most_ = all;                ///< records with messages that the next one may have
  std::size_t records_ = 0;               ///< whose messages were sent in the transaction that was tried last
  Ticket first_ = 0;                      ///< of them
  SendCounts counts_;
  std::uint64_t commits_ = 0;
  std::uint64_t failures_ = 0;
  std::string problem_;
};

}  // namespace thoth::service
