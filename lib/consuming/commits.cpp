// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <utility>

#include "consuming/consumer_impl.hpp"
#include "kafka/positions.hpp"

namespace thoth::kafka {
namespace {

constexpr auto committing = "committing offsets at";

void* as_pointer(std::uint64_t id) {
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(id));  // NOLINT(performance-no-int-to-ptr)
}

/// What the group's coordinator, or one partition of the commit, says.
rd_kafka_resp_err_t outcome_of(rd_kafka_event_t* event) {
  const auto outcome = rd_kafka_event_error(event);
  const auto* const list = rd_kafka_event_topic_partition_list(event);
  // Nothing was stored since the last commit.
  if (outcome == RD_KAFKA_RESP_ERR__NO_OFFSET) return RD_KAFKA_RESP_ERR_NO_ERROR;
  if (outcome != RD_KAFKA_RESP_ERR_NO_ERROR || list == nullptr) return outcome;
  for (const auto& partition : std::span(list->elems, static_cast<std::size_t>(list->cnt))) {
    if (partition.err != RD_KAFKA_RESP_ERR_NO_ERROR) return partition.err;
  }
  return RD_KAFKA_RESP_ERR_NO_ERROR;
}

/// After each run of records of one partition: where it goes on.
std::vector<Position> positions_after(std::span<const Record> records) {
  std::vector<Position> next;
  for (const auto& record : records) {
    const bool is_same =
        !next.empty() && next.back().partition == record.partition && next.back().topic == record.topic;
    if (!is_same) next.push_back({std::string(record.topic), record.partition, 0});
    next.back().offset = record.offset + 1;
  }
  return next;
}

}  // namespace

Result<void> Consumer::Impl::require_group(const char* doing) const {
  if (membership == Membership::group) return {};
  return fail(ErrorCode::usage, doing, client->servers(), "this consumer is not in a group",
              "create it with Membership::group");
}

Result<void> Consumer::Impl::require_assigned(std::span<const Position> positions, const char* doing) {
  for (const Position& position : positions) {
    if (assignment.find(position.topic, position.partition) != nullptr) continue;
    Error error{ErrorCode::usage, doing, position.topic + " [" + std::to_string(position.partition) + "]",
                "this consumer does not read it"};
    if (membership == Membership::group) error.cause = Cause::rebalanced;
    return tl::unexpected<Error>(std::move(error));
  }
  return {};
}

Result<void> Consumer::Impl::store(const rd_kafka_topic_partition_list_t& list) const {
  // The list's elements tell of partitions that went to another member meanwhile: what they hold is read again there.
  const auto code = rd_kafka_offsets_store(handle(), const_cast<rd_kafka_topic_partition_list_t*>(&list));  // NOLINT
  const bool is_passing = code == RD_KAFKA_RESP_ERR__STATE || code == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION;
  return is_passing ? Result<void>() : refuse(code, "storing offsets at");
}

Result<void> Consumer::store(std::span<const Position> next) {
  return next.empty() ? Result<void>() : impl_->store(*list_of(next));
}

Result<void> Consumer::store(const Record& record) {
  const Position next{std::string(record.topic), record.partition, record.offset + 1};
  return store(std::span(&next, 1));
}

Result<void> Consumer::store(const Batch& batch) {
  return store(positions_after(batch.records()));
}

Result<void> Consumer::commit(const Wait& wait) {
  THOTH_TRY(impl_->require_group(committing));
  return impl_->commit(nullptr, wait);
}

Result<void> Consumer::commit(std::span<const Position> next, const Wait& wait) {
  THOTH_TRY(impl_->require_group(committing));
  THOTH_TRY(impl_->require_assigned(next, "committing the offset of"));
  return next.empty() ? Result<void>() : impl_->commit(list_of(next).get(), wait);
}

/// `list`: null for what is stored.
Result<void> Consumer::Impl::commit(const rd_kafka_topic_partition_list_t* list, const Wait& wait) {
  const QueueHandle answers(rd_kafka_queue_new(handle()));
  while (true) {
    THOTH_TRY(refuse(rd_kafka_commit_queue(handle(), list, answers.get(), nullptr, nullptr), committing));
    EventHandle event;
    while (!event) {
      if (wait.over()) return tl::unexpected<Error>(client->wait_error(committing, wait));
      event.reset(rd_kafka_queue_poll(answers.get(), static_cast<int>(wait.next().count())));
    }
    const auto outcome = outcome_of(event.get());
    serve_commits();
    if (cause_of(outcome) != Cause::retriable || wait.over()) return refuse(outcome, committing);
    event.reset(rd_kafka_queue_poll(answers.get(), static_cast<int>(wait.next().count())));  // no more than a pause
  }
}

void Consumer::commit_async(std::span<const Position> next, std::function<void(const Result<void>&)> done) {
  auto allowed = impl_->require_group(committing).and_then([&] {
    return impl_->require_assigned(next, "committing the offset of");
  });
  if (allowed && !next.empty()) return impl_->begin_commit(next, std::move(done));
  impl_->ended_commits.emplace_back(std::move(done), std::move(allowed));
}

void Consumer::Impl::begin_commit(std::span<const Position> next, Committed done) {
  const std::uint64_t id = ++last_commit;
  const auto code = rd_kafka_commit_queue(handle(), list_of(next).get(), commit_answers.get(), nullptr, as_pointer(id));
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
    commits.emplace(id, std::move(done));
  } else {
    ended_commits.emplace_back(std::move(done), refuse(code, committing));
  }
}

void Consumer::Impl::serve_commits() {
  while (commit_answers) {
    const EventHandle event(rd_kafka_queue_poll(commit_answers.get(), 0));
    if (!event) break;
    const auto id = reinterpret_cast<std::uintptr_t>(rd_kafka_event_opaque(event.get()));
    auto commit = commits.extract(id);
    if (commit) ended_commits.emplace_back(std::move(commit.mapped()), refuse(outcome_of(event.get()), committing));
  }
  for (const auto& ended : std::exchange(ended_commits, {})) {
    if (ended.first) run("what waits for a commit", [&] { ended.first(ended.second); });
  }
}

/// Of what has no answer by now none will come.
void Consumer::Impl::end_commits() {
  for (auto& [id, done] : std::exchange(commits, {})) {
    ended_commits.emplace_back(std::move(done),
                               fail(ErrorCode::unreachable, committing, client->servers(),
                                    "the consumer was closed before the answer came", "the offsets may be committed"));
  }
  serve_commits();
}

Result<std::vector<Position>> Consumer::committed(std::span<const Position> partitions, const Wait& wait) {
  THOTH_TRY(impl_->require_group("asking for committed offsets at"));
  if (partitions.empty()) return std::vector<Position>();
  const PartitionsHandle list = list_of(partitions);
  THOTH_TRY(fetch_committed(*impl_->client, *list, wait));
  return positions_of(*list);
}

}  // namespace thoth::kafka
