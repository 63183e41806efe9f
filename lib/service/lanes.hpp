// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>

#include "service/retry_schedule.hpp"

namespace thoth::service {

/// What is handled one after another: the records of one key of a partition.
struct LaneKey {
  std::string topic;
  std::int32_t partition = 0;
  std::string key;

  friend auto operator<=>(const LaneKey&, const LaneKey&) = default;  // NOLINT(modernize-use-nullptr): clang 14 errs
};

/// Queues of records, of each of which one at a time is handled. A lane stays taken until its record is released, also
/// where that went to another member and came back meanwhile.
class Lanes {
 public:
  /// Queues a record behind the others of its lane.
  void push(const LaneKey& key, Ticket ticket);
  /// The next record that may be handled, which takes its lane; none: every lane is taken or empty. The lane that has
  /// waited longest comes first.
  std::optional<Ticket> next();
  /// The record that has its lane may be handled again: next() gives it out once more.
  void again(Ticket ticket);
  /// The record that has its lane is done with: the next one may be handled.
  void release(Ticket ticket);
  /// Takes out a record that next() has not given out.
  void remove(Ticket ticket);

  /// Lanes that hold a record.
  [[nodiscard]] std::size_t size() const { return lanes_.size(); }

 private:
  struct Lane {
    std::deque<Ticket> waiting;
    std::optional<Ticket> taken_by;
    bool is_ready = false;  ///< it is among ready_
  };
  using ByKey = std::map<LaneKey, Lane>;

  void make_ready(ByKey::iterator lane);
  void drop_if_empty(ByKey::iterator lane);

  ByKey lanes_;
  std::unordered_map<Ticket, ByKey::iterator> lane_of_;
  std::deque<ByKey::iterator> ready_;
};

}  // namespace thoth::service
