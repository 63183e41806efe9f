// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "service/dispatcher.hpp"

/// What a Dispatcher wants done, written down.
class FakeEffects : public thoth::service::Effects {
 public:
  std::optional<thoth::service::Handled> handle(const thoth::kafka::Record& /*record*/,
                                                const std::stop_token& /*stop*/) override {
    return std::exchange(at_once, std::nullopt);
  }
  void start(thoth::service::Run run) override {
    for (const thoth::service::Job& job : run) begun.erase(job.ticket);
    begin(run.front());
    auto& offsets = runs.emplace_back();
    for (thoth::service::Job& job : run) {
      run_of[job.ticket] = runs.size();
      offsets.push_back(job.record->view().offset);
      running.push_back(std::move(job));
    }
  }
  /// False where the handler may not be called, as the record was dropped. That of a run's first is called at once.
  bool begin(const thoth::service::Job& job) {
    return begun.contains(job.ticket) || (job.record->begin() && begun.insert(job.ticket).second);
  }
  void send(thoth::service::Ticket ticket) override { sending.push_back(ticket); }
  void pause(const thoth::kafka::Position& partition) override { note("pause", partition); }
  void resume(const thoth::kafka::Position& partition) override { note("resume", partition); }
  void pause_topic(const std::string& topic) override { log.push_back("pause " + topic); }
  void resume_topic(const std::string& topic) override { log.push_back("resume " + topic); }
  void seek(const thoth::kafka::Position& next) override {
    note("seek", next);
    log.back() += " to " + std::to_string(next.offset);
  }
  void end(thoth::Error error) override { ended = std::move(error); }
  void tell(thoth::ServiceEvent event) override { events.push_back(std::move(event)); }

  /// What was asked for since, but for handlers and messages.
  std::vector<std::string> take_log() { return std::exchange(log, {}); }
  /// The offsets of the records whose handlers run, in the order in which they were started.
  [[nodiscard]] std::vector<std::int64_t> offsets() const {
    std::vector<std::int64_t> all;
    for (const auto& job : running) all.push_back(job.record->view().offset);
    return all;
  }
  [[nodiscard]] std::vector<thoth::ServiceEvent::Kind> kinds() const {
    std::vector<thoth::ServiceEvent::Kind> all;
    for (const auto& event : events) all.push_back(event.kind);
    return all;
  }

  std::optional<thoth::service::Handled> at_once;  ///< what the next record comes to
  std::deque<thoth::service::Job> running;
  std::set<thoth::service::Ticket> begun;
  std::vector<std::vector<std::int64_t>> runs;  ///< offsets, of all that were started
  std::map<thoth::service::Ticket, std::size_t> run_of;
  std::deque<thoth::service::Ticket> sending;
  std::vector<std::string> log;
  std::vector<thoth::ServiceEvent> events;
  std::optional<thoth::Error> ended;

 private:
  void note(const char* what, const thoth::kafka::Position& partition) {
    log.push_back(std::string(what) + " " + partition.topic + " " + std::to_string(partition.partition));
  }
};
