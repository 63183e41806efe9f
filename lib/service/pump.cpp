// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/pump.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace thoth::service {
namespace {

/// Records that one poll brings at most.
constexpr std::size_t max_poll = 128;
/// Records that each thread is given ahead, so that none waits for the next.
constexpr std::size_t ahead = 256;
constexpr std::size_t longest_run = 128;
/// While handlers run, their ends are waited for, and new records are looked for this often.
constexpr milliseconds between_looks{5};
/// While enough records wait to be handled. Reading goes on, as it is what tells of a rebalance.
constexpr milliseconds between_reads{20};
constexpr milliseconds between_refreshes{100};
/// Between two tries to read what may not be read.
constexpr std::chrono::seconds between_asks{3};
/// For a coordinator's answer as partitions are given up, or the group is left.
constexpr milliseconds max_commit{5000};
/// For a transaction, while records can wait.
constexpr milliseconds max_transaction{2000};

/// Records that the workers have at a time.
std::size_t slots_of(const ServiceOptions& options) {
  return std::max(1U, options.concurrency) * ahead;
}

DispatcherOptions dispatcher_options(const ServiceOptions& options, const kafka::Config& config) {
  return {.guarantee = options.guarantee,
          .slots = slots_of(options),
          .longest_run = longest_run,
          .lanes_in_run = options.concurrency == 1 ? longest_run : 1,
          .max_in_flight = options.max_in_flight,
          .dead_letter_suffix = options.dead_letter_suffix,
          .group = config.value("group.id"),
          .seed = std::random_device{}()};
}

/// Calls a handler; may outlive the service.
Attempt call(const Routes& routes, Calls& calls, unsigned thread, const kafka::Record& record, int number,
             const std::stop_token& stop, Time now) {
  calls.begin(thread, record, now);
  Attempt attempt = routes.attempt(record, number, stop);
  calls.end(thread);
  return attempt;
}

}  // namespace

Pump::Pump(Settings settings, ServiceOptions options, std::shared_ptr<const Routes> routes,
           std::shared_ptr<Board> board, kafka::LogSink log)
    : settings_(std::move(settings)),
      options_(std::move(options)),
      routes_(std::move(routes)),
      board_(std::move(board)),
      calls_(std::make_shared<Calls>(std::max(1U, options_.concurrency))),
      log_(std::move(log)),
      dispatcher_(
          dispatcher_options(options_, settings_.consumer),
          [this](const kafka::Record& record) { return routes_->lane_of(record); }, *this),
      // Late calls outlive this.
      workers_(options_.concurrency, [routes = routes_, calls = calls_](const Job& job, unsigned thread, Time now) {
        return call(*routes, *calls, thread, job.record->view(), job.attempt, job.stop, now);
      }) {
  board_->set_calls(calls_);
}

// ---- effects ----

std::optional<Handled> Pump::handle(const kafka::Record& record, const std::stop_token& stop) {
  if (options_.concurrency > 0 || now_ >= end_of_handling_) return std::nullopt;
  Attempt attempt = call(*routes_, *calls_, 0, record, 1, stop, now_);
  const Time begin = std::exchange(now_, Clock::now());
  return Handled{std::move(attempt), now_, now_ - begin};
}

void Pump::start(Run run) {
  workers_.start(std::move(run));
}

void Pump::send(Ticket ticket) {
  sender_->add(ticket);
}

void Pump::pause(const kafka::Position& partition) {
  consumer_->pause(std::span(&partition, 1));
}

void Pump::resume(const kafka::Position& partition) {
  consumer_->resume(std::span(&partition, 1));
}

void Pump::pause_topic(const std::string& topic) {
  consumer_->pause(topic);
}

void Pump::resume_topic(const std::string& topic) {
  consumer_->resume(topic);
}

void Pump::seek(const kafka::Position& next) {
  // A partition that is not ours any more begins at what was committed, wherever it goes.
  if (const auto sought = consumer_->seek(std::span(&next, 1)); !sought && sought.error().cause != Cause::rebalanced) {
    if (!error_) error_ = sought.error();
  }
}

void Pump::end(Error error) {
  if (!error_) error_ = std::move(error);
}

void Pump::tell(ServiceEvent event) {
  if (event.kind == ServiceEvent::Kind::assigned) ++counts_.assignments;
  if (event.kind == ServiceEvent::Kind::revoked) ++counts_.revocations;
  if (event.kind == ServiceEvent::Kind::lost) ++counts_.losses;
  if (options_.on_event) options_.on_event(event);
}

// ---- the run ----

Result<ServiceEnd> Pump::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { is_stopped_ = true; });
  THOTH_TRY(connect());
  while (!is_stopped_ && !error_) step();
  leave();
  if (error_) return tl::unexpected<Error>(*error_);
  return ServiceEnd{dispatcher_.records_finished(), calls_->list().size()};
}

Result<void> Pump::connect() {
  if (options_.guarantee == Guarantee::at_least_once) {
    sender_ = THOTH_TRY(Sender::create(settings_.producer, dispatcher_, log_));
  } else {
    transactions_ = THOTH_TRY(Transactions::create(settings_.producer, dispatcher_, log_));
  }
  next_commit_ = Clock::now() + options_.commit_interval;
  return join();
}

Result<void> Pump::join() {
  consumer_ = THOTH_TRY(kafka::Consumer::create(settings_.consumer, kafka::Membership::group, log_));
  is_committing_ = false;
  consumer_->on_rebalance(handlers());
  for (const std::string& topic : dispatcher_.halted()) consumer_->pause(topic);
  return consumer_->subscribe(routes_->topics());
}

kafka::RebalanceHandlers Pump::handlers() {
  return {.on_assigned =
              [this](Positions partitions) {
                permissions_.assigned(partitions);
                dispatcher_.allow("");
                dispatcher_.assigned(partitions);
              },
          .on_revoked = [this](Positions partitions) { on_revoked(partitions); },
          .on_lost = [this](Positions partitions) { dispatcher_.lost(partitions); }};
}

void Pump::on_revoked(Positions partitions) {
  dispatcher_.give_up(partitions);
  drain(partitions, end_of_drain());
  commit_now();
  dispatcher_.revoked(partitions);
}

void Pump::step() {
  obey();
  take_done(milliseconds{0});
  serve_sender(milliseconds{0});
  commit_if_due();
  if (!dispatcher_.denied().empty() && Clock::now() >= next_ask_) ask_again();
  if (Clock::now() >= next_refresh_) refresh();
  wait_for_work();
}

void Pump::obey() {
  for (const Wish& wish : board_->take_wishes()) {
    wish.halted ? dispatcher_.halt(wish.topic, "asked to") : dispatcher_.resume(wish.topic);
    next_refresh_ = {};
  }
}

void Pump::wait_for_work() {
  const Time now = Clock::now();
  milliseconds most = kafka::Wait::slice;
  if (const auto next = dispatcher_.next_tick()) {
    most = std::clamp(std::chrono::ceil<milliseconds>(*next - now), milliseconds{0}, most);
  }
  if (dispatcher_.running() > 0) {
    // More than enough would have partitions paused, and what was fetched of them thrown away.
    const auto is_enough = [this] { return dispatcher_.unhandled() >= options_.max_in_flight / 4 * 3; };
    // Where there is more to read, the workers are not left to run dry.
    const bool is_hungry = dispatcher_.running() <= slots_of(options_) / 2 && !batch_.records().empty();
    if (!is_hungry || is_enough()) take_done(std::min(most, between_looks));
    if (!is_enough() || now - last_read_ >= between_reads) read(milliseconds{0});
  } else if (sender_ && sender_->is_busy()) {
    serve_sender(std::min(most, between_looks));
    read(milliseconds{0});
  } else {
    read(most);
  }
}

void Pump::take_done(milliseconds at_most) {
  auto done = workers_.take(at_most, slots_of(options_) / 2);
  const Time now = Clock::now();
  for (Run& run : done) {
    for (Job& job : run) dispatcher_.finished(std::move(job), now);
  }
  dispatcher_.tick(now);
}

void Pump::serve_sender(milliseconds at_most) {
  if (!sender_) return;
  const std::uint64_t failures = sender_->counts().failures;
  sender_->serve(at_most);
  if (sender_->counts().failures != failures) {
    tell({.kind = ServiceEvent::Kind::send_failed, .reason = sender_->problem()});
  }
}

void Pump::read(milliseconds at_most) {
  const auto polled = consumer_->poll(batch_, kafka::Wait::at_most(at_most, &is_stopped_),
                                      std::clamp<std::size_t>(options_.max_in_flight / 2, 1, max_poll));
  last_read_ = Clock::now();
  end_of_handling_ = last_read_ + between_looks;
  now_ = last_read_;
  for (const kafka::Record& record : batch_.records()) dispatcher_.record(record);
  for (const kafka::Position& end : batch_.ends()) dispatcher_.end(end);
  if (permissions_.awaits_reads()) note_reads();
  if (!polled) note(polled.error());
}

/// An error of reading: a member goes on after most of them.
void Pump::note(const Error& error) {
  switch (error.cause) {
    case Cause::retriable:
    case Cause::rebalanced:
    case Cause::evicted:
      if (log_) log_(kafka::LogLevel::warning, error.text());
      return;
    case Cause::fatal:
      // Another client can go on.
      if (log_) log_(kafka::LogLevel::warning, "joining the group anew: " + error.text());
      dispatcher_.lost(dispatcher_.partitions());
      if (const auto joined = join(); !joined) end(joined.error());
      return;
    case Cause::fenced:
      return end(error);
    case Cause::other:
      return is_denial(error) ? note_denial(error) : end(error);
  }
}

// ---- permissions that are taken away ----

/// What the service never had is told at once. What is taken from it while it runs may come back, and the rest of its
/// topics is there all the time.
void Pump::note_denial(const Error& error) {
  const std::string topic = denied_topic(error, routes_->topics());
  if (!permissions_.was_granted(topic)) return end(error);
  if (dispatcher_.denied().empty()) next_ask_ = Clock::now() + between_asks;
  permissions_.denied(topic);
  dispatcher_.deny(topic, error.text());
  next_refresh_ = {};
}

void Pump::note_reads() {
  const auto note = [this](std::string_view topic) {
    if (!permissions_.read(topic)) return;
    dispatcher_.allow(std::string(topic));
    next_refresh_ = {};
  };
  for (const kafka::Record& record : batch_.records()) note(record.topic);
  for (const kafka::Position& end : batch_.ends()) note(end.topic);
}

/// librdkafka tells but once that a partition may not be read, and not that it may be again: after a seek it tells the
/// one, or brings what shows the other. What it may not even see it looks for when it is asked for all topics, or else
/// every five minutes (topic.metadata.refresh.interval.ms).
void Pump::ask_again() {
  next_ask_ = Clock::now() + between_asks;
  const auto listed = consumer_->list(kafka::Wait::at_most(kafka::Wait::slice, &is_stopped_));
  const auto assigned = consumer_->assignment();
  for (const auto& [topic, why] : std::map(dispatcher_.denied())) {
    const auto is_of_topic = [&topic = topic](const kafka::Position& next) { return next.topic == topic; };
    const bool is_there = listed && std::ranges::any_of(*listed, [&topic = topic](const kafka::TopicInfo& info) {
                            return info.name == topic && info.state == kafka::TopicState::exists;
                          });
    if (std::ranges::any_of(assigned, is_of_topic)) {
      permissions_.asked_again(topic);
    } else if (is_there) {
      dispatcher_.allow(topic);  // others read it
    }
    for (const kafka::Position& next : assigned) {
      if (is_of_topic(next) && next.offset >= 0) seek(next);
    }
  }
}

// ---- ends ----

Time Pump::end_of_drain() const {
  const Time end = Clock::now() + options_.max_drain;
  return end_of_drain_ ? std::min(*end_of_drain_, end) : end;
}

void Pump::drain(Positions partitions, Time until) {
  while (!dispatcher_.is_idle(partitions) && Clock::now() < until) {
    take_done(between_looks);
    serve_sender(between_looks);
  }
}

void Pump::leave() {
  end_of_drain_ = Clock::now() + options_.max_drain;
  dispatcher_.stop();
  drain(dispatcher_.partitions(), *end_of_drain_);
  commit_now();
  if (const auto closed = consumer_->close(kafka::Wait::at_most(max_commit)); !closed && log_) {
    log_(kafka::LogLevel::warning, closed.error().text());
  }
  // What is not acknowledged by now is not committed, so that it is sent again.
  if (sender_) sender_->close(kafka::Wait::at_most(milliseconds{0}));
  if (transactions_) transactions_->close(kafka::Wait::at_most(max_commit));
  refresh();
}

// ---- commits ----

void Pump::commit_if_due() {
  const Time now = Clock::now();
  // What only waits for its transaction may keep a partition from being read on.
  const bool is_due = now >= next_commit_ || (now >= next_early_commit_ && dispatcher_.is_held_up());
  if (!is_due) return;
  next_commit_ = now + options_.commit_interval;
  next_early_commit_ = now + options_.commit_interval / 10;
  if (!transactions_) return commit_later();
  note_commit(transactions_->commit(*consumer_, kafka::Wait::at_most(max_transaction)));
}

void Pump::commit_later() {
  const auto next = dispatcher_.watermarks();
  if (next.empty() || is_committing_) return;
  is_committing_ = true;
  consumer_->commit_async(next, [this, next](const Result<void>& committed) {
    is_committing_ = false;
    if (committed) dispatcher_.committed(next);
    note_commit(committed);
  });
}

void Pump::commit_now() {
  const kafka::Wait wait = kafka::Wait::at_most(max_commit);
  if (transactions_) return note_commit(transactions_->commit(*consumer_, wait));
  const auto next = dispatcher_.watermarks();
  if (next.empty()) return;
  const auto committed = consumer_->commit(next, wait);
  if (committed) dispatcher_.committed(next);
  note_commit(committed);
}

void Pump::note_commit(const Result<void>& committed) {
  if (!committed && committed.error().cause == Cause::fenced) end(committed.error());
  const bool has_failed = transactions_ ? !transactions_->problem().empty() : !committed;
  commit_problem_.clear();
  if (!has_failed) {
    if (!transactions_) ++counts_.commits;
    return;
  }
  const std::string reason = committed ? transactions_->problem() : committed.error().text();
  // That the group is being given out anew is no problem.
  if (committed || committed.error().cause != Cause::rebalanced) commit_problem_ = reason;
  if (!transactions_) ++counts_.commit_failures;
  tell({.kind = ServiceEvent::Kind::commit_failed, .reason = reason});
}

// ---- what others see ----

ServiceMetrics Pump::metrics() const {
  ServiceMetrics metrics = counts_;
  for (const auto& [topic, counts] : dispatcher_.counts()) metrics.topics[topic] = counts;
  metrics.partitions = dispatcher_.partition_metrics();
  for (PartitionMetrics& partition : metrics.partitions) {
    const auto end = consumer_->known_end(partition.topic, partition.partition);
    if (end && partition.next >= 0) partition.lag = std::max<std::int64_t>(0, *end - partition.next);
  }
  metrics.halted.assign(dispatcher_.halted().begin(), dispatcher_.halted().end());
  const SendCounts& sent = sender_ ? sender_->counts() : transactions_->counts();
  metrics.sent = sent.sent;
  metrics.send_failures = sent.failures;
  if (transactions_) {
    metrics.commits = transactions_->commits();
    metrics.commit_failures = transactions_->failures();
  }
  return metrics;
}

void Pump::refresh() {
  next_refresh_ = Clock::now() + between_refreshes;
  std::string outage = consumer_->connection_error();
  if (outage.empty()) outage = sender_ ? sender_->problem() : transactions_->connection_error();
  board_->set_outage(std::move(outage));
  board_->set_commit_problem(commit_problem_);
  board_->set_denied(dispatcher_.denied());
  board_->set_metrics(metrics());
}

}  // namespace thoth::service
