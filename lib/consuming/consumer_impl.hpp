// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "consuming/assignment.hpp"
#include "kafka/client.hpp"
#include "kafka/fetch_waker.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::kafka {

/// Partitions that the group gives or takes. librdkafka waits for the answer, which is to assign or unassign them.
struct Rebalance {
  rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
  PartitionsHandle partitions;

  [[nodiscard]] bool gives() const { return code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS; }
};

/// What tells a caller of a commit's end.
using Committed = std::function<void(const Result<void>&)>;

struct Consumer::Impl {
  Impl(const Config& config, Membership kind);
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl();

  [[nodiscard]] rd_kafka_t* handle() const { return client->get(); }
  [[nodiscard]] Result<void> refuse(rd_kafka_resp_err_t code, const char* doing) const;
  Result<void> begin();
  Result<void> leave(const Wait& wait);
  /// Runs what a caller gave, whose exceptions become the next error that is told.
  void run(const char* name, const std::function<void()>& handler);

  // polling.cpp
  Result<void> serve(const Wait& wait);
  void receive(Batch& batch, const Wait& wait, std::size_t max_records);
  void take(Batch& batch, rd_kafka_message_t* message);
  void add(const ClientError& error, const std::string& topic, const std::string& subject);
  void look_for_missing(const Wait& wait);

  // rebalancing.cpp
  void note_rebalance(rd_kafka_resp_err_t code, const rd_kafka_topic_partition_list_t& partitions);
  Result<void> rebalance(const Wait& wait);
  void take_partitions(const Rebalance& given, std::span<const Position> uncommitted);
  void give_up(const Rebalance& taken);
  void answer(const Rebalance& rebalance);
  void end_rebalances();
  void keep_starts(std::span<const Position> starts);
  void go_back_to_next();

  // flow.cpp
  void settle_flow();
  void settle_seeks();

  // commits.cpp
  Result<void> store(const rd_kafka_topic_partition_list_t& list) const;
  Result<void> require_group(const char* doing) const;
  Result<void> require_assigned(std::span<const Position> positions, const char* doing);
  Result<void> commit(const rd_kafka_topic_partition_list_t* list, const Wait& wait);
  void begin_commit(std::span<const Position> next, Committed done);
  void serve_commits();
  void end_commits();

  std::shared_ptr<Client> client;
  Membership membership = Membership::alone;
  GroupStart start = GroupStart::end;
  bool commits_by_itself = true;
  QueueHandle queue;
  std::optional<FetchWaker> waker;
  Assignment assignment;
  std::deque<Rebalance> rebalances;   ///< that wait for their answer
  Wait::Clock::time_point ask_again;  ///< where to start in the partitions that are given
  RebalanceHandlers handlers;
  std::optional<Error> pending_error;  ///< told once the records before it were
  std::set<std::string> missing;       ///< topics that are waited for
  Wait::Clock::time_point look_again;
  std::function<void(std::string_view)> take_statistics;
  QueueHandle commit_answers;
  std::map<std::uint64_t, Committed> commits;  ///< that wait for their answer
  std::uint64_t last_commit = 0;
  std::vector<std::pair<Committed, Result<void>>> ended_commits;  ///< whose callers are not told yet
  bool is_closed = false;
};

}  // namespace thoth::kafka
