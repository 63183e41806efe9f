// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "service/board.hpp"
#include "service/dispatcher.hpp"
#include "service/permissions.hpp"
#include "service/routes.hpp"
#include "service/sender.hpp"
#include "service/settings.hpp"
#include "service/transactions.hpp"
#include "service/workers.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::service {

/// The loop of a service: what Kafka tells becomes events of the Dispatcher, and its effects become calls. For one run,
/// in one thread.
class Pump : private Effects {
 public:
  Pump(Settings settings, ServiceOptions options, std::shared_ptr<const Routes> routes, std::shared_ptr<Board> board,
       kafka::LogSink log);

  /// Errors: as Service::run.
  Result<ServiceEnd> run(const std::stop_token& stop);

 private:
  using Positions = std::span<const kafka::Position>;

  std::optional<Handled> handle(const kafka::Record& record, const std::stop_token& stop) override;
  void start(Run run) override;
  void send(Ticket ticket) override;
  void pause(const kafka::Position& partition) override;
  void resume(const kafka::Position& partition) override;
  void pause_topic(const std::string& topic) override;
  void resume_topic(const std::string& topic) override;
  void seek(const kafka::Position& next) override;
  void end(Error error) override;
  void tell(ServiceEvent event) override;

  Result<void> connect();
  Result<void> join();
  kafka::RebalanceHandlers handlers();
  void on_revoked(Positions partitions);
  void step();
  void obey();
  void wait_for_work();
  void take_done(milliseconds at_most);
  void serve_sender(milliseconds at_most);
  void read(milliseconds at_most);
  void note(const Error& error);
  void note_denial(const Error& error);
  void note_reads();
  void ask_again();
  /// Lets handlers of these partitions end, and their messages be acknowledged, until then.
  void drain(Positions partitions, Time until);
  [[nodiscard]] Time end_of_drain() const;
  void commit_if_due();
  void commit_later();
  void commit_now();
  void note_commit(const Result<void>& committed);
  void leave();
  void refresh();
  [[nodiscard]] ServiceMetrics metrics() const;

  Settings settings_;
  ServiceOptions options_;
  std::shared_ptr<const Routes> routes_;
  std::shared_ptr<Board> board_;
  std::shared_ptr<Calls> calls_;
  kafka::LogSink log_;
  Dispatcher dispatcher_;
  Workers workers_;
  std::unique_ptr<Sender> sender_;              ///< of at_least_once
  std::unique_ptr<Transactions> transactions_;  ///< of exactly_once
  std::optional<kafka::Consumer> consumer_;
  kafka::Batch batch_;
  Permissions permissions_;
  std::atomic<bool> is_stopped_ = false;
  std::optional<Error> error_;  ///< what ends the run
  std::optional<Time> end_of_drain_;
  Time next_commit_{};
  Time next_early_commit_{};
  Time next_refresh_{};
  Time next_ask_{};
  Time last_read_{};
  Time now_{};              ///< as records that were read are handled at once
  Time end_of_handling_{};  ///< when that is over
  bool is_committing_ = false;
  std::string commit_problem_;
  ServiceMetrics counts_;  ///< what is counted here
};

}  // namespace thoth::service
