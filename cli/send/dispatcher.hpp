// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "output/progress.hpp"
#include "program/context.hpp"
#include "send/ledger.hpp"
#include "send/pace.hpp"
#include "thoth/kafka/producer.hpp"

namespace thoth::cli {

/// Hands messages to the producer until something ends that, and brings what is on its way to its end. Everything is
/// noted in the ledger.
class Sender {
 public:
  /// `total`: messages that there will be, if that is known. All references must outlive this.
  Sender(Ledger& ledger, Context& context, std::optional<std::int64_t> rate, std::optional<std::uint64_t> total);
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  /// Called with each delivery report, after the ledger has it.
  void on_delivery(std::function<void(const kafka::Delivery&)> call) { on_delivery_ = std::move(call); }

  /// Makes the producer, which connects in the background. Errors: usage.
  Result<void> connect(const kafka::Config& config);
  /// Once connected.
  [[nodiscard]] kafka::Producer& producer() { return *producer_; }
  /// Where the configuration has a transactional.id, begins a transaction. `for_account`: so much of a deadline is
  /// left, up to a fifth of it, for writing down what became of each entry. Errors: usage, unreachable, undelivered
  /// (pushed out by another producer), interrupted.
  Result<void> start(std::chrono::milliseconds for_account = {});

  /// Hands over the next message, at its time. False: nothing can be sent any more, as ended_by() says; handed() tells
  /// whether this message still was.
  bool send(const kafka::Message& message);
  /// The same with the next messages, at most max_at_once() of them.
  bool send(kafka::Values values);
  /// More than one message at once keep no pace.
  [[nodiscard]] std::size_t max_at_once() const;
  /// For when there is nothing to send for a moment. False: as send.
  bool idle();
  /// Waits for what is on its way, within the deadline and, after a signal, for a while; what has no report then is
  /// given up, and reported so. A transaction is committed if `everything` was handed over and nothing failed, else
  /// aborted.
  void finish(bool everything);
  /// Once nothing is pending, detaches the producer and has the program end at once, which saves the millisecond or two
  /// that its threads take to end.
  void leave();

  /// Messages taken, or recorded as failed: the first N of the input.
  [[nodiscard]] std::uint64_t queued() const { return queued_; }
  /// Why the messages after those were not sent; empty: nothing kept them.
  [[nodiscard]] const std::string& ended_by() const { return ended_by_; }
  /// Why a transaction came to nothing, so that no message counts; empty: it did not.
  [[nodiscard]] const std::string& abort_reason() const { return abort_reason_; }

 private:
  bool keep_pace();
  bool go_on();
  bool refused(std::uint64_t id, std::string_view topic, const Error& error);
  bool look();
  void end(std::string reason);
  void wait_for_reports(const kafka::Wait& wait);
  void end_transaction(bool everything);
  void commit();
  void abort(const std::string& reason);
  [[nodiscard]] kafka::Wait patience() const;

  Ledger& ledger_;
  Context& context_;
  Progress progress_;
  std::optional<std::int64_t> rate_;
  std::optional<Pace> pace_;
  std::function<void(const kafka::Delivery&)> on_delivery_;
  std::optional<kafka::Producer> producer_;
  bool transactional_ = false;
  kafka::Wait whole_;  ///< until the deadline, less what its end takes, or the first signal
  kafka::Wait slice_;  ///< until other things are to be looked after
  std::uint64_t queued_ = 0;
  std::uint64_t next_look_ = 0;  ///< how many are handed over when other things are looked after
  std::string ended_by_;
  std::string abort_reason_;
};

}  // namespace thoth::cli
