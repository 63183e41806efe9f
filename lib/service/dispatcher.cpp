// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/dispatcher.hpp"

#include <algorithm>
#include <iterator>

#include "service/dead_letter.hpp"

namespace thoth::service {

Dispatcher::Dispatcher(DispatcherOptions options, std::function<std::string(const kafka::Record&)> lane_of,
                       Effects& effects)
    : options_(std::move(options)), lane_of_(std::move(lane_of)), effects_(effects), schedule_(options_.seed) {}

Dispatcher::Partition* Dispatcher::find(std::string_view topic, std::int32_t partition) {
  // Records of one partition come together.
  if (last_found_ != nullptr && last_found_->id.partition == partition && last_found_->id.topic == topic) {
    return last_found_;
  }
  const auto found = partitions_.find(Place(topic, partition));
  if (found == partitions_.end()) return nullptr;
  last_found_ = &found->second;
  return last_found_;
}

const Dispatcher::Partition* Dispatcher::find(std::string_view topic, std::int32_t partition) const {
  const auto found = partitions_.find(Place(topic, partition));
  return found == partitions_.end() ? nullptr : &found->second;
}

Dispatcher::Entry* Dispatcher::find(Ticket ticket) {
  const auto found = entries_.find(ticket);
  return found == entries_.end() ? nullptr : &found->second;
}

void Dispatcher::forget(Partition& partition, std::int64_t offset) {
  const auto found = std::ranges::lower_bound(partition.entries, offset, {}, [](const auto& one) { return one.first; });
  partition.entries.erase(found);
}

ServiceEvent Dispatcher::event_of(ServiceEvent::Kind kind, const Entry& entry, std::string reason) const {
  return {kind,           entry.partition->id.topic, entry.partition->id.partition, entry.offset,
          entry.attempts, std::move(reason)};
}

// ---- partitions come and go ----

void Dispatcher::assigned(std::span<const kafka::Position> partitions) {
  for (const kafka::Position& position : partitions) {
    // One that is there already begins anew: what is left of it belongs to an assignment that is over.
    if (find(position.topic, position.partition) != nullptr) erase(position);
    Partition& partition = partitions_[Id(position.topic, position.partition)];
    partition.id = {position.topic, position.partition, -1};
    const auto number = static_cast<std::uint32_t>(numbers_.size());
    partition.number = numbers_.try_emplace(Id(position.topic, position.partition), number).first->second;
    partition.counts = &counts_[position.topic];
    if (position.offset >= 0) partition.tracker.reach(position.offset);
    if (is_stopping_) give_up(partition);
    effects_.tell({ServiceEvent::Kind::assigned, position.topic, position.partition});
  }
}

void Dispatcher::give_up(std::span<const kafka::Position> partitions) {
  for (const kafka::Position& position : partitions) {
    if (Partition* const partition = find(position.topic, position.partition)) give_up(*partition);
  }
}

void Dispatcher::give_up(Partition& partition) {
  partition.is_given_up = true;
  partition.stop.request_stop();
  std::vector<Entry*> idle;
  for (const auto& [offset, ticket] : partition.entries) {
    Entry& entry = entries_.at(ticket);
    if (withdraw(entry)) idle.push_back(&entry);
  }
  for (Entry* entry : idle) drop(*entry);
}

/// Keeps a record from being handled; false: its handler was called already.
bool Dispatcher::withdraw(const Entry& entry) {
  if (entry.state == State::running) return entry.record->drop();
  return entry.state == State::waiting || entry.state == State::parked;
}

void Dispatcher::stop() {
  is_stopping_ = true;
  for (auto& [id, partition] : partitions_) give_up(partition);
}

void Dispatcher::erase(const kafka::Position& position) {
  Partition* const partition = find(position.topic, position.partition);
  if (partition == nullptr) return;
  partition->stop.request_stop();
  // The pause would be kept until the partition comes back.
  if (partition->is_paused && !halted_.contains(position.topic)) effects_.resume(partition->id);
  while (!partition->entries.empty()) drop(entries_.at(partition->entries.back().second));
  last_found_ = nullptr;
  partitions_.erase(Id(position.topic, position.partition));
}

void Dispatcher::revoked(std::span<const kafka::Position> partitions) {
  for (const kafka::Position& position : partitions) {
    if (find(position.topic, position.partition) == nullptr) continue;
    erase(position);
    effects_.tell({ServiceEvent::Kind::revoked, position.topic, position.partition});
  }
}

void Dispatcher::lost(std::span<const kafka::Position> partitions) {
  for (const kafka::Position& position : partitions) {
    if (find(position.topic, position.partition) == nullptr) continue;
    erase(position);
    effects_.tell({ServiceEvent::Kind::lost, position.topic, position.partition});
  }
}

/// Forgets a record, which stays unfinished. A lane that its handler has is kept until that ends; one that waits for a
/// worker does not begin.
void Dispatcher::drop(Entry& entry) {
  const Ticket ticket = entry.ticket;
  entry.record->drop();
  if (entry.state == State::waiting) lanes_.remove(*entry.lane, ticket);
  if (entry.state == State::parked) {
    schedule_.remove(ticket);
    lanes_.release(*entry.lane, ticket);
  }
  forget(*entry.partition, entry.offset);
  entries_.erase(ticket);
}

/// The same for one whose handler has ended.
void Dispatcher::drop_with_lane(Entry& entry) {
  lanes_.release(*entry.lane, entry.ticket);
  drop(entry);
}

void Dispatcher::drop_from(Partition& partition, std::int64_t offset) {
  while (!partition.entries.empty() && partition.entries.back().first >= offset) {
    drop(entries_.at(partition.entries.back().second));
  }
  partition.tracker.forget_from(offset);
}

// ---- records ----

void Dispatcher::record(const kafka::Record& record) {
  Partition* const partition = find(record.topic, record.partition);
  if (partition == nullptr || partition->is_given_up) return;
  if (halted_.contains(partition->id.topic)) {
    // Fetched before its reading was paused.
    if (!partition->sought) seek(*partition, record.offset);
    return;
  }
  // Reading went back.
  if (!partition->entries.empty() && partition->entries.back().first >= record.offset) {
    drop_from(*partition, record.offset);
  }
  ++partition->counts->received;
  partition->tracker.take(record.offset);
  std::optional<Handled> handled;
  // Nothing waits that could have to come first.
  if (lanes_.size() == 0) handled = effects_.handle(record, partition->stop.get_token());
  if (handled) add_handling(*partition->counts, handled->took);
  if (handled && handled->attempt.kind == Attempt::Kind::done && handled->attempt.outbox.empty()) {
    ++partition->counts->attempts;
    ++partition->counts->done;
    ++records_finished_;
    return partition->tracker.finish(record.offset);
  }
  Entry& entry = add(*partition, record);
  limit(*partition);
  if (!handled) return;
  lanes_.next(1);
  begin(entry);
  conclude(entry, std::move(handled->attempt), handled->end);
}

Dispatcher::Entry& Dispatcher::add(Partition& partition, const kafka::Record& record) {
  const Ticket ticket = ++last_ticket_;
  partition.entries.emplace_back(record.offset, ticket);
  Lanes::Lane& lane = lanes_.push({partition.number, lane_of_(record)}, ticket);
  Entry entry{ticket, &partition, std::make_shared<StoredRecord>(record), record.offset, &lane};
  return entries_.try_emplace(ticket, std::move(entry)).first->second;
}

void Dispatcher::end(const kafka::Position& next) {
  Partition* const partition = find(next.topic, next.partition);
  if (partition == nullptr || partition->is_given_up || halted_.contains(next.topic)) return;
  partition->tracker.reach(next.offset);
}

/// Of a topic that is halted: what was read from there on is read again once it is resumed.
void Dispatcher::go_back(Partition& partition, std::int64_t offset) {
  drop_from(partition, offset);
  seek(partition, offset);
}

void Dispatcher::seek(Partition& partition, std::int64_t offset) {
  partition.sought = offset;
  effects_.seek({partition.id.topic, partition.id.partition, offset});
}

/// Keeps the reading of a partition within its share of memory.
void Dispatcher::limit(Partition& partition) {
  const std::size_t held = partition.entries.size();
  if (!partition.is_paused && held >= options_.max_in_flight) {
    partition.is_paused = true;
    effects_.pause(partition.id);
  } else if (partition.is_paused && held <= options_.max_in_flight / 2) {
    partition.is_paused = false;
    if (!halted_.contains(partition.id.topic)) effects_.resume(partition.id);
  }
}

void Dispatcher::start_ready() {
  while (running_ < options_.slots) {
    Run run = next_run(std::min(options_.slots - running_, options_.longest_run));
    if (run.empty()) return;
    running_ += run.size();
    effects_.start(std::move(run));
  }
}

Run Dispatcher::next_run(std::size_t most) {
  Run run;
  for (std::size_t lanes = 0; lanes < options_.lanes_in_run && run.size() < most; ++lanes) {
    const std::vector<Ticket> tickets = lanes_.next(most - run.size());
    if (tickets.empty()) break;
    for (const Ticket ticket : tickets) {
      Entry& entry = entries_.at(ticket);
      begin(entry);
      run.push_back({ticket, entry.record, entry.lane, entry.attempts, entry.partition->stop.get_token()});
    }
  }
  return run;
}

void Dispatcher::begin(Entry& entry) {
  entry.state = State::running;
  entry.record->wait_again();
  ++entry.attempts;
  ++entry.partition->counts->attempts;
}

void Dispatcher::add_handling(TopicMetrics& counts, Clock::duration took) {
  counts.handling_seconds += std::chrono::duration<double>(took).count();
}

void Dispatcher::tick(Time now) {
  for (const Ticket ticket : schedule_.take_due(now)) lanes_.again(*entries_.at(ticket).lane);
  start_ready();
}

void Dispatcher::finished(Job job, Time now) {
  --running_;
  // Its topic was assigned once, though its partition may be gone.
  TopicMetrics& counts = counts_.find(job.record->view().topic)->second;
  add_handling(counts, job.took);
  Entry* const entry = find(job.ticket);
  const bool is_begun = job.result.kind != Attempt::Kind::not_begun;
  if (!is_begun) --counts.attempts;
  if (entry == nullptr) {
    lanes_.release(*job.lane, job.ticket);  // what is late is thrown away
  } else if (is_begun) {
    conclude(*entry, std::move(job.result), now);
  } else {
    put_back(*entry);
  }
}

/// A worker gives it back.
void Dispatcher::put_back(Entry& entry) {
  --entry.attempts;
  entry.state = State::waiting;
  lanes_.put_back(*entry.lane);
}

/// What an attempt came to, of a record that is still ours.
void Dispatcher::conclude(Entry& entry, Attempt attempt, Time now) {
  static const Route plain;
  entry.route = attempt.route != nullptr ? attempt.route : &plain;
  if (attempt.kind == Attempt::Kind::retry && entry.attempts < entry.route->retry.attempts) {
    return retry(entry, attempt, now);
  }
  lanes_.release(*entry.lane, entry.ticket);
  TopicMetrics& counts = *entry.partition->counts;
  const auto failure = [&attempt] { return std::move(attempt.failure).value_or(Failure{}); };
  switch (attempt.kind) {
    case Attempt::Kind::done:
      ++counts.done;
      deliver(entry, std::move(attempt.outbox), Stage::handler);
      break;
    case Attempt::Kind::retry:
      fail(entry, failure(), entry.route->on_failure);
      break;
    case Attempt::Kind::dead_letter:
      fail(entry, failure(), OnFailure::dead_letter);
      break;
    case Attempt::Kind::halt:
      fail(entry, failure(), OnFailure::halt_topic);
      break;
    case Attempt::Kind::invalid:
      ++counts.invalid;
      fail(entry, failure(), entry.route->on_invalid);
      break;
    case Attempt::Kind::not_begun:
      break;
  }
}

void Dispatcher::retry(Entry& entry, const Attempt& attempt, Time now) {
  // The partition's next owner handles it.
  if (entry.partition->is_given_up) return drop_with_lane(entry);
  if (halted_.contains(entry.partition->id.topic)) {
    lanes_.release(*entry.lane, entry.ticket);
    return go_back(*entry.partition, entry.offset);
  }
  entry.state = State::parked;
  schedule_.add(entry.ticket, entry.route->retry, entry.attempts, now);
  ++entry.partition->counts->retries;
  effects_.tell(event_of(ServiceEvent::Kind::retry, entry, attempt.failure.value_or(Failure{}).reason));
}

// ---- what becomes of a record ----

void Dispatcher::fail(Entry& entry, const Failure& failure, OnFailure rule) {
  switch (rule) {
    case OnFailure::dead_letter:
      return bury(entry, failure);
    case OnFailure::halt_topic:
      return halt_at(entry, failure.reason);
    case OnFailure::skip:
      ++entry.partition->counts->skipped;
      effects_.tell(event_of(ServiceEvent::Kind::skipped, entry, failure.reason));
      return deliver(entry, {}, Stage::handler);
    case OnFailure::stop:
      break;
  }
  effects_.end({ErrorCode::unmet, "handling", place_of(entry.record->view()), failure.reason,
                "mend it and start again: the record is read again"});
  // Neither it nor what comes after it is committed, though its handler may have ended well.
  entry.partition->tracker.forget_from(entry.offset);
  drop(entry);
  // No other record of its key may be handled before it.
  stop();
}

void Dispatcher::bury(Entry& entry, const Failure& failure) {
  ++entry.partition->counts->dead_letters;
  effects_.tell(event_of(ServiceEvent::Kind::dead_letter, entry, failure.reason));
  const DeadLetterFrame frame{options_.dead_letter_suffix, options_.group, entry.attempts};
  std::vector<Outgoing> letter;
  letter.push_back(dead_letter(entry.record->view(), failure, frame));
  deliver(entry, std::move(letter), Stage::dead_letter);
}

void Dispatcher::deliver(Entry& entry, std::vector<Outgoing> outbox, Stage stage) {
  entry.outbox = std::move(outbox);
  entry.stage = stage;
  if (entry.outbox.empty()) return finish(entry);
  if (options_.guarantee == Guarantee::at_least_once) {
    entry.state = State::sending;
    return effects_.send(entry.ticket);
  }
  entry.state = State::ready;
  entry.partition->tracker.finish(entry.offset);
}

void Dispatcher::finish(Entry& entry) {
  Partition& partition = *entry.partition;
  partition.tracker.finish(entry.offset);
  forget(partition, entry.offset);
  entries_.erase(entry.ticket);
  ++records_finished_;
  limit(partition);
}

void Dispatcher::acknowledged(Ticket ticket) {
  Entry* const entry = find(ticket);
  if (entry != nullptr && entry->state == State::sending) finish(*entry);
}

void Dispatcher::refused(Ticket ticket, const Error& error) {
  Entry* const entry = find(ticket);
  if (entry == nullptr || (entry->state != State::sending && entry->state != State::ready)) return;
  const bool is_letter = entry->stage == Stage::dead_letter;
  fail(*entry, {error.text(), "", ""}, is_letter ? OnFailure::halt_topic : entry->route->on_failure);
}

// ---- topics that are halted ----

void Dispatcher::set_halted(const std::string& topic, ServiceEvent event) {
  if (!halted_.insert(topic).second) return;
  effects_.pause_topic(topic);
  effects_.tell(std::move(event));
}

void Dispatcher::halt_at(const Entry& entry, const std::string& why) {
  Partition& partition = *entry.partition;
  const std::int64_t offset = entry.offset;
  set_halted(partition.id.topic, event_of(ServiceEvent::Kind::halted, entry, why));
  go_back(partition, offset);
}

void Dispatcher::halt(const std::string& topic, const std::string& why) {
  set_halted(topic, {ServiceEvent::Kind::halted, topic, -1, -1, 0, why});
  for (auto& [id, partition] : partitions_) {
    if (id.first != topic) continue;
    const auto idle =
        std::ranges::find_if(partition.entries, [this](const auto& one) { return withdraw(entries_.at(one.second)); });
    if (idle != partition.entries.end()) go_back(partition, idle->first);
  }
}

void Dispatcher::resume(const std::string& topic) {
  if (halted_.erase(topic) == 0) return;
  effects_.resume_topic(topic);
  for (auto& [id, partition] : partitions_) {
    if (id.first != topic) continue;
    partition.sought.reset();
    if (partition.is_paused) effects_.pause(partition.id);
    limit(partition);
  }
  effects_.tell({ServiceEvent::Kind::resumed, topic});
}

// ---- topics that may not be read ----

void Dispatcher::deny(const std::string& topic, const std::string& why) {
  if (denied_.insert_or_assign(topic, why).second) {
    effects_.tell({ServiceEvent::Kind::denied, topic, -1, -1, 0, why});
  }
}

void Dispatcher::allow(const std::string& topic) {
  if (denied_.erase(topic) > 0) effects_.tell({ServiceEvent::Kind::allowed, topic});
}

// ---- commits ----

std::vector<kafka::Position> Dispatcher::watermarks() const {
  std::vector<kafka::Position> next;
  for (const auto& [id, partition] : partitions_) {
    if (denied_.contains(id.first)) continue;
    const auto watermark = partition.tracker.watermark();
    if (watermark && partition.committed != watermark) next.push_back({id.first, id.second, *watermark});
  }
  return next;
}

Unit Dispatcher::unit(std::size_t most) const {
  Unit unit{{}, watermarks()};
  for (auto next = unit.next.begin(); next != unit.next.end(); ++next) {
    for (const auto& [offset, ticket] : find(next->topic, next->partition)->entries) {
      if (offset >= next->offset) break;
      if (unit.records == most) {
        next->offset = offset;
        unit.next.erase(std::next(next), unit.next.end());
        return unit;
      }
      ++unit.records;
      for (const Outgoing& message : entries_.at(ticket).outbox) unit.messages.emplace_back(ticket, &message);
    }
  }
  return unit;
}

void Dispatcher::committed(std::span<const kafka::Position> next) {
  for (const kafka::Position& position : next) {
    Partition* const partition = find(position.topic, position.partition);
    if (partition == nullptr) continue;
    partition->committed = position.offset;
    while (!partition->entries.empty() && partition->entries.front().first < position.offset) {
      Entry& entry = entries_.at(partition->entries.front().second);
      if (entry.state != State::ready) break;
      finish(entry);
    }
  }
}

// ---- what others ask ----

bool Dispatcher::is_held_up() const {
  return std::ranges::any_of(partitions_, [this](const auto& one) {
    const Partition& partition = one.second;
    return partition.is_paused && !partition.entries.empty() &&
           entries_.at(partition.entries.front().second).state == State::ready;
  });
}

bool Dispatcher::is_idle(std::span<const kafka::Position> partitions) const {
  return std::ranges::none_of(partitions, [this](const kafka::Position& position) {
    const Partition* const partition = find(position.topic, position.partition);
    return partition != nullptr && std::ranges::any_of(partition->entries, [this](const auto& one) {
             const State state = entries_.at(one.second).state;
             return state == State::running || state == State::sending;
           });
  });
}

bool Dispatcher::is_idle() const {
  return is_idle(partitions());
}

const std::vector<Outgoing>* Dispatcher::outbox_of(Ticket ticket) const {
  const auto found = entries_.find(ticket);
  return found == entries_.end() ? nullptr : &found->second.outbox;
}

std::vector<kafka::Position> Dispatcher::partitions() const {
  std::vector<kafka::Position> all;
  for (const auto& [id, partition] : partitions_) all.push_back(partition.id);
  return all;
}

std::vector<PartitionMetrics> Dispatcher::partition_metrics() const {
  std::vector<PartitionMetrics> all;
  for (const auto& [id, partition] : partitions_) {
    all.push_back({id.first, id.second, partition.tracker.watermark().value_or(-1), -1, partition.entries.size()});
  }
  return all;
}

}  // namespace thoth::service
