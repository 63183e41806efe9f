// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "service/lanes.hpp"
#include "service/offset_tracker.hpp"
#include "service/retry_schedule.hpp"
#include "service/routes.hpp"
#include "service/stored_record.hpp"
#include "thoth/service.hpp"

namespace thoth::service {

/// A call of a handler that is to be made, and what came of it.
struct Job {
  Ticket ticket = 0;
  std::shared_ptr<StoredRecord> record{};
  Lanes::Lane* lane = nullptr;
  int attempt = 1;
  std::stop_token stop{};
  Attempt result{};
  Clock::duration took{};
};

/// Calls made one after another, those of one lane in a row. One that is not done keeps the next of its lane from being
/// made.
using Run = std::vector<Job>;

/// A call of a handler that has been made.
struct Handled {
  Attempt attempt;
  Time end;
  Clock::duration took;
};

/// What a Dispatcher wants done. None of it may call the Dispatcher.
class Effects {
 public:
  Effects() = default;
  Effects(const Effects&) = delete;
  Effects& operator=(const Effects&) = delete;
  Effects(Effects&&) = delete;
  Effects& operator=(Effects&&) = delete;
  virtual ~Effects() = default;

  /// Calls the handler at once, for the first time, if there is time for that; none: the Dispatcher is to start() it.
  virtual std::optional<Handled> handle(const kafka::Record& record, const std::stop_token& stop) = 0;
  /// Have the handlers called, of those records that begin(). Dispatcher::finished() is to be told of each, in their
  /// order.
  virtual void start(Run run) = 0;
  /// Send what Dispatcher::outbox_of() the record holds, and tell acknowledged() or refused(). Of at_least_once alone.
  virtual void send(Ticket ticket) = 0;
  virtual void pause(const kafka::Position& partition) = 0;
  virtual void resume(const kafka::Position& partition) = 0;
  /// All partitions of a topic (full name), those that are given later among them.
  virtual void pause_topic(const std::string& topic) = 0;
  virtual void resume_topic(const std::string& topic) = 0;
  /// Go on reading at that position; what was fetched of the partition is thrown away.
  virtual void seek(const kafka::Position& next) = 0;
  /// The service is to end, as a route says OnFailure::stop.
  virtual void end(Error error) = 0;
  virtual void tell(ServiceEvent event) = 0;
};

/// Counts that only rise, of the records of one topic.
using Counts = std::map<std::string, TopicMetrics, std::less<>>;

/// What is committed as one: messages, and offsets up to which all is finished.
struct Unit {
  std::vector<std::pair<Ticket, const Outgoing*>> messages;  ///< by partition and offset; valid until the next event
  std::vector<kafka::Position> next;
  std::size_t records = 0;  ///< those that have messages
};

struct DispatcherOptions {
  Guarantee guarantee = Guarantee::at_least_once;
  std::size_t slots = 1;  ///< records that may be given to the workers at a time
  std::size_t longest_run = 1;
  std::size_t lanes_in_run = 1;  ///< at most; more than one serves a single worker
  std::size_t max_in_flight = 1000;
  std::string dead_letter_suffix{};
  std::string group{};
  std::uint32_t seed = 1;
};

/// Decides what becomes of records. Knows neither Kafka, threads nor the time: it is told events, and calls Effects.
/// A record in memory has a ticket, which ends with the assignment of its partition, so that what is late (a handler
/// that ends, a message that is acknowledged) changes nothing any more.
class Dispatcher {
 public:
  Dispatcher(DispatcherOptions options, std::function<std::string(const kafka::Record&)> lane_of, Effects& effects);

  /// Partitions are read from now on, each from its offset on (negative: not known). That is committed too, so that a
  /// member that never reads a record leaves where it began. All that follow ignore offsets.
  void assigned(std::span<const kafka::Position> partitions);
  /// It is handled from the next tick() on, together with those that come before that.
  void record(const kafka::Record& record);
  /// The end of a partition was reached: the offset that the next record will have.
  void end(const kafka::Position& next);
  /// What waited for it is handled from the next tick() on.
  void finished(Job job, Time now);
  /// All messages of the record are acknowledged.
  void acknowledged(Ticket ticket);
  /// A message of the record can never be sent.
  void refused(Ticket ticket, const Error& error);
  /// Time goes by: records may be due for another attempt. Handlers are started as far as there are slots.
  void tick(Time now);
  /// Partitions are about to go: no handler of theirs is started any more, and those that run are asked to end.
  void give_up(std::span<const kafka::Position> partitions);
  /// They are gone; with `lost`, before anything could be committed.
  void revoked(std::span<const kafka::Position> partitions);
  void lost(std::span<const kafka::Position> partitions);
  /// give_up() of all; none is read any more.
  void stop();
  /// By full name.
  void halt(const std::string& topic, const std::string& why);
  void resume(const std::string& topic);
  /// A topic (full name) may not be read any more, or the group not joined (empty): nothing of it can be committed, and
  /// what others commit is not to fail with it.
  void deny(const std::string& topic, const std::string& why);
  /// It may again.
  void allow(const std::string& topic);

  /// Positions that may be committed and are not: the watermarks.
  [[nodiscard]] std::vector<kafka::Position> watermarks() const;
  /// The same with the messages of the records before them, or as much of it as `most` records with messages make. Of
  /// exactly_once alone.
  [[nodiscard]] Unit unit(std::size_t most = std::numeric_limits<std::size_t>::max()) const;
  void committed(std::span<const kafka::Position> next);

  /// A partition is not read on before a transaction is committed.
  [[nodiscard]] bool is_held_up() const;
  /// No handler of these partitions runs, and nothing of them waits for an acknowledgement.
  [[nodiscard]] bool is_idle(std::span<const kafka::Position> partitions) const;
  [[nodiscard]] bool is_idle() const;
  /// Records that the workers have, also of partitions that are gone.
  [[nodiscard]] std::size_t running() const { return running_; }
  /// Records whose handlers have not ended well, those that the workers have among them.
  [[nodiscard]] std::size_t unhandled() const { return lanes_.size(); }
  /// Null: the record is gone.
  [[nodiscard]] const std::vector<Outgoing>* outbox_of(Ticket ticket) const;
  /// When to call tick(); none: no record waits.
  [[nodiscard]] std::optional<Time> next_tick() const { return schedule_.next(); }
  [[nodiscard]] std::vector<kafka::Position> partitions() const;
  /// next and in_flight of each partition.
  [[nodiscard]] std::vector<PartitionMetrics> partition_metrics() const;
  [[nodiscard]] const std::set<std::string>& halted() const { return halted_; }
  /// What may not be read, and why.
  [[nodiscard]] const std::map<std::string, std::string>& denied() const { return denied_; }
  [[nodiscard]] const Counts& counts() const { return counts_; }
  [[nodiscard]] std::uint64_t records_finished() const { return records_finished_; }

 private:
  using Id = std::pair<std::string, std::int32_t>;
  /// Of an Id, without a copy of its topic.
  using Place = std::pair<std::string_view, std::int32_t>;
  struct Before {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's name
    bool operator()(const Place& a, const Place& b) const { return a < b; }
  };
  enum class State : std::uint8_t {
    waiting,  ///< for its lane, or for a handler's turn
    running,  ///< a worker has it
    parked,   ///< for another attempt; its lane is kept
    sending,  ///< what it sends is not acknowledged yet
    ready,    ///< for the transaction that its messages are part of
  };
  /// Whose messages an outbox holds.
  enum class Stage : std::uint8_t { handler, dead_letter };

  /// One assignment of a partition.
  struct Partition {
    kafka::Position id{};  ///< its offset means nothing
    std::uint32_t number = 0;
    TopicMetrics* counts = nullptr;
    OffsetTracker tracker{};
    std::deque<std::pair<std::int64_t, Ticket>> entries{};  ///< those in memory, by offset
    std::optional<std::int64_t> committed = std::nullopt;
    std::optional<std::int64_t> sought = std::nullopt;  ///< where reading goes on once its topic is resumed
    std::stop_source stop{};
    bool is_paused = false;  ///< it has too many records in memory
    bool is_given_up = false;
  };
  struct Entry {
    Ticket ticket = 0;
    Partition* partition = nullptr;
    std::shared_ptr<StoredRecord> record;
    std::int64_t offset = 0;
    Lanes::Lane* lane = nullptr;  ///< while it waits, runs or is parked
    State state = State::waiting;
    Stage stage = Stage::handler;
    int attempts = 0;
    const Route* route = nullptr;  ///< of the last attempt
    std::vector<Outgoing> outbox{};
  };

  [[nodiscard]] Partition* find(std::string_view topic, std::int32_t partition);
  [[nodiscard]] const Partition* find(std::string_view topic, std::int32_t partition) const;
  Entry* find(Ticket ticket);
  static void forget(Partition& partition, std::int64_t offset);
  Entry& add(Partition& partition, const kafka::Record& record);
  void start_ready();
  [[nodiscard]] Run next_run(std::size_t most);
  void give_up(Partition& partition);
  void erase(const kafka::Position& position);
  void drop(Entry& entry);
  void drop_with_lane(Entry& entry);
  void drop_from(Partition& partition, std::int64_t offset);
  [[nodiscard]] static bool withdraw(const Entry& entry);
  void go_back(Partition& partition, std::int64_t offset);
  void seek(Partition& partition, std::int64_t offset);
  static void begin(Entry& entry);
  static void add_handling(TopicMetrics& counts, Clock::duration took);
  void put_back(Entry& entry);
  void conclude(Entry& entry, Attempt attempt, Time now);
  void retry(Entry& entry, const Attempt& attempt, Time now);
  void fail(Entry& entry, const Failure& failure, OnFailure rule);
  void bury(Entry& entry, const Failure& failure);
  void deliver(Entry& entry, std::vector<Outgoing> outbox, Stage stage);
  void finish(Entry& entry);
  void halt_at(const Entry& entry, const std::string& why);
  void set_halted(const std::string& topic, ServiceEvent event);
  void limit(Partition& partition);
  [[nodiscard]] ServiceEvent event_of(ServiceEvent::Kind kind, const Entry& entry, std::string reason) const;

  DispatcherOptions options_;
  std::function<std::string(const kafka::Record&)> lane_of_;
  Effects& effects_;
  std::map<Id, Partition, Before> partitions_;
  Partition* last_found_ = nullptr;
  std::map<Id, std::uint32_t, Before> numbers_;  ///< of partitions; they outlive assignments, as lanes do
  std::unordered_map<Ticket, Entry> entries_;
  Lanes lanes_;
  RetrySchedule schedule_;
  std::set<std::string> halted_;
  std::map<std::string, std::string> denied_;
  Ticket last_ticket_ = 0;
  std::size_t running_ = 0;
  bool is_stopping_ = false;
  Counts counts_;
  std::uint64_t records_finished_ = 0;
};

}  // namespace thoth::service
