// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "service/retry_schedule.hpp"

namespace thoth::service {

/// What is handled one after another: the records of one key of a partition.
struct LaneKey {
  std::uint32_t partition = 0;  ///< a number of its own for each partition of each topic
  std::string key;

  friend bool operator==(const LaneKey&, const LaneKey&) = default;
};

/// Queues of records, of each of which one at a time is handled. A lane stays taken until its record is released, also
/// where that went to another member and came back meanwhile.
class Lanes {
 public:
  class Lane;

  /// Queues a record at the end of its lane. A lane lasts until its last record leaves it.
  Lane& push(LaneKey key, Ticket ticket);
  /// Takes the lane that has waited longest and returns its first records, `most` of them at most; none if every lane
  /// is taken or empty.
  std::vector<Ticket> next(std::size_t most);
  /// The record that alone has its lane may be handled again: next() gives it out once more.
  void again(Lane& lane);
  /// A record that next() gave out is done with. Once all are, the lane is free.
  void release(Lane& lane, Ticket ticket);
  /// Returns one record that next() gave out to the lane, because its handling was not begun. The records given out
  /// after it have to be returned, too, with a call for each.
  void put_back(Lane& lane);
  /// Takes out a record that next() has not given out.
  void remove(Lane& lane, Ticket ticket);

  /// Records that are in a lane, those given out among them.
  [[nodiscard]] std::size_t size() const { return size_; }

  class Lane {
    friend class Lanes;
    const LaneKey* key_ = nullptr;
    std::vector<Ticket> tickets_;  ///< in order; those that have the lane come first
    std::size_t taken_ = 0;        ///< how many have it
    bool is_ready_ = false;        ///< it is among ready_
  };

 private:
  struct Hash {
    std::size_t operator()(const LaneKey& key) const { return std::hash<std::string>()(key.key) + key.partition; }
  };

  void make_ready(Lane& lane);
  void erase(Lane& lane, Ticket ticket);
  void go_on(Lane& lane);

  std::unordered_map<LaneKey, Lane, Hash> lanes_;
  std::deque<Lane*> ready_;
  std::size_t size_ = 0;
};

}  // namespace thoth::service
