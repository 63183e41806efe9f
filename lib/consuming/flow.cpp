// SPDX-License-Identifier: GPL-3.0-or-later
#include "consuming/consumer_impl.hpp"
#include "kafka/positions.hpp"

namespace thoth::kafka {

void Consumer::pause(std::span<const Position> partitions) {
  impl_->assignment.hold_back(partitions);
  impl_->settle_flow();
}

void Consumer::pause(const std::string& topic) {
  impl_->assignment.hold_back(topic);
  impl_->settle_flow();
}

void Consumer::resume(std::span<const Position> partitions) {
  impl_->assignment.let_go(partitions);
  impl_->settle_flow();
}

void Consumer::resume(const std::string& topic) {
  impl_->assignment.let_go(topic);
  impl_->settle_flow();
}

/// Brings librdkafka to hold back what is to be. It throws away what it has fetched of a partition that it pauses, and
/// goes on from where it believes that the caller is; so it is told where that is.
void Consumer::Impl::settle_flow() {
  std::vector<Position> paused;
  std::vector<Position> resumed;
  for (Assigned& assigned : assignment.partitions()) {
    const bool is_held_back = assignment.is_held_back(assigned.next);
    if (is_held_back == assigned.is_paused) continue;
    assigned.is_paused = is_held_back;
    if (!is_held_back) assigned.is_seek_due = assigned.next.offset >= 0;
    (is_held_back ? paused : resumed).push_back(assigned.next);
  }
  if (!paused.empty()) rd_kafka_pause_partitions(handle(), list_of(paused).get());
  settle_seeks();
  if (!resumed.empty()) rd_kafka_resume_partitions(handle(), list_of(resumed).get());
}

Result<void> Consumer::seek(std::span<const Position> next) {
  constexpr auto doing = "seeking in";
  for (const Position& position : next) {
    if (position.offset >= 0) continue;
    return fail(ErrorCode::usage, doing, position.topic + " [" + std::to_string(position.partition) + "]",
                "there is no offset " + std::to_string(position.offset));
  }
  THOTH_TRY(impl_->require_assigned(next, doing));
  for (const Position& position : next) {
    Assigned& assigned = *impl_->assignment.find(position.topic, position.partition);
    assigned.next = position;
    assigned.is_seek_due = true;
  }
  impl_->settle_seeks();
  return {};
}

/// librdkafka seeks only in partitions that it has begun to read, which it does once what was given up is committed.
/// Until then each poll tries again.
void Consumer::Impl::settle_seeks() {
  constexpr std::chrono::milliseconds max_answer{1000};  // of its own thread; no broker is asked
  std::vector<Position> due;
  for (const Assigned& assigned : assignment.partitions()) {
    if (assigned.is_seek_due) due.push_back(assigned.next);
  }
  if (due.empty()) return;
  const PartitionsHandle list = list_of(due);
  const ErrorHandle late(rd_kafka_seek_partitions(handle(), list.get(), static_cast<int>(max_answer.count())));
  for (const auto& partition : std::span(list->elems, static_cast<std::size_t>(list->cnt))) {
    Assigned* const assigned = assignment.find(partition.topic, partition.partition);
    if (partition.err == RD_KAFKA_RESP_ERR_NO_ERROR) assigned->is_seek_due = false;
  }
}

}  // namespace thoth::kafka
