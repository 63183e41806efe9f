// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cstring>

#include "consuming/consumer_impl.hpp"
#include "kafka/positions.hpp"

namespace thoth::kafka {
namespace {

/// How long a member may ask where to start; the group waits for it meanwhile.
constexpr std::chrono::seconds max_asking{10};
/// After an answer that the caller was told of, such as that it may not read one of the topics.
constexpr std::chrono::seconds between_asks{1};

bool is_stepwise(rd_kafka_t* client) {
  return std::strcmp(rd_kafka_rebalance_protocol(client), "COOPERATIVE") == 0;
}

}  // namespace

/// librdkafka calls this in the middle of a batch, and lets the answer take its time. It is given with the next poll:
/// then the records before it were told, a caller's handlers may throw, and the poll's flag ends the waiting.
void Consumer::Impl::note_rebalance(rd_kafka_resp_err_t code, const rd_kafka_topic_partition_list_t& partitions) {
  rebalances.push_back({code, PartitionsHandle(rd_kafka_topic_partition_list_copy(&partitions))});
}

Result<void> Consumer::Impl::rebalance(const Wait& wait) {
  while (!rebalances.empty()) {
    std::vector<Position> uncommitted;
    if (rebalances.front().gives()) {
      if (Wait::Clock::now() < ask_again) return {};
      auto& given = *rebalances.front().partitions;
      auto found = find_group_positions(*client, given, start, Wait::at_most(max_asking, wait.stop()));
      // The next poll tries again.
      if (!found && wait.stopped()) return {};
      if (!found && found.error().cause == Cause::retriable) {
        client->log(LogLevel::warning, found.error().text());
        return {};
      }
      if (!found) ask_again = Wait::Clock::now() + between_asks;
      uncommitted = THOTH_TRY(std::move(found));
    }
    const Rebalance next = std::move(rebalances.front());
    rebalances.pop_front();
    next.gives() ? take_partitions(next, uncommitted) : give_up(next);
  }
  return {};
}

void Consumer::Impl::take_partitions(const Rebalance& given, std::span<const Position> uncommitted) {
  const std::vector<Position> positions = positions_of(*given.partitions);
  answer(given);
  for (const Position& position : positions) missing.erase(position.topic);
  assignment.add(positions);
  settle_flow();
  keep_starts(uncommitted);
  if (handlers.on_assigned) run("on_assigned", [&] { handlers.on_assigned(positions); });
}

void Consumer::Impl::give_up(const Rebalance& taken) {
  const bool is_lost = rd_kafka_assignment_lost(handle()) != 0;
  std::vector<Position> positions;
  for (const Position& partition : positions_of(*taken.partitions)) {
    const Assigned* const assigned = assignment.find(partition.topic, partition.partition);
    if (assigned != nullptr) positions.push_back(assigned->next);
  }
  const auto& handler = is_lost ? handlers.on_lost : handlers.on_revoked;
  if (handler && !positions.empty()) run(is_lost ? "on_lost" : "on_revoked", [&] { handler(positions); });
  // librdkafka would keep them paused for whenever they come back, paused or not by then. The handler may pause, too.
  std::vector<Position> paused;
  for (const Position& position : positions) {
    const Assigned* const assigned = assignment.find(position.topic, position.partition);
    if (assigned != nullptr && assigned->is_paused) paused.push_back(position);
  }
  if (!paused.empty()) rd_kafka_resume_partitions(handle(), list_of(paused).get());
  assignment.remove(positions);
  answer(taken);
}

void Consumer::Impl::answer(const Rebalance& rebalance) {
  auto* const partitions = rebalance.partitions.get();
  if (!is_stepwise(handle())) {
    rd_kafka_assign(handle(), rebalance.gives() ? partitions : nullptr);
    return;
  }
  const ErrorHandle refused(rebalance.gives() ? rd_kafka_incremental_assign(handle(), partitions)
                                              : rd_kafka_incremental_unassign(handle(), partitions));
  go_back_to_next();
}

/// In a rebalance librdkafka throws away what it has fetched of the partitions that stay, and with it, where records
/// are taken in batches, some that it believes were taken.
void Consumer::Impl::go_back_to_next() {
  for (Assigned& assigned : assignment.partitions()) assigned.is_seek_due = assigned.next.offset >= 0;
  settle_seeks();
}

/// Where the group had committed nothing, it goes on from where this member began, even if it never reads a record.
void Consumer::Impl::keep_starts(std::span<const Position> starts) {
  if (starts.empty()) return;
  static_cast<void>(store(*list_of(starts)));
  if (!commits_by_itself) return;
  begin_commit(starts, [this](const Result<void>& committed) {
    if (!committed) client->log(LogLevel::info, committed.error().text());
  });
}

/// As the group is left: what was given is taken as it is, since librdkafka waits for that first.
void Consumer::Impl::end_rebalances() {
  for (; !rebalances.empty(); rebalances.pop_front()) {
    rebalances.front().gives() ? answer(rebalances.front()) : give_up(rebalances.front());
  }
}

}  // namespace thoth::kafka
