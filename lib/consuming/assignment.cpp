// SPDX-License-Identifier: GPL-3.0-or-later
#include "consuming/assignment.hpp"

#include <algorithm>

namespace thoth::kafka {

void Assignment::add(std::span<const Position> positions) {
  for (const Position& position : positions) {
    if (Assigned* const known = find(position.topic, position.partition)) {
      *known = {position};
    } else {
      partitions_.push_back({position});
    }
  }
}

void Assignment::remove(std::span<const Position> partitions) {
  for (const Position& gone : partitions) {
    std::erase_if(partitions_, [&gone](const Assigned& assigned) {
      return assigned.next.partition == gone.partition && assigned.next.topic == gone.topic;
    });
  }
}

void Assignment::clear() {
  partitions_.clear();
}

Assigned* Assignment::find(std::string_view topic, std::int32_t partition) {
  const auto is_it = [&](const Assigned& assigned) {
    return assigned.next.partition == partition && assigned.next.topic == topic;
  };
  if (last_ < partitions_.size() && is_it(partitions_[last_])) return &partitions_[last_];
  const auto found = std::find_if(partitions_.begin(), partitions_.end(), is_it);
  if (found == partitions_.end()) return nullptr;
  last_ = static_cast<std::size_t>(found - partitions_.begin());
  return &*found;
}

std::vector<Position> Assignment::positions() const {
  std::vector<Position> positions;
  positions.reserve(partitions_.size());
  for (const Assigned& assigned : partitions_) positions.push_back(assigned.next);
  return positions;
}

void Assignment::hold_back(std::span<const Position> partitions) {
  for (const Position& partition : partitions) held_partitions_.emplace(partition.topic, partition.partition);
}

void Assignment::let_go(const std::string& topic) {
  held_topics_.erase(topic);
  std::erase_if(held_partitions_, [&topic](const auto& partition) { return partition.first == topic; });
}

void Assignment::let_go(std::span<const Position> partitions) {
  for (const Position& partition : partitions) held_partitions_.erase({partition.topic, partition.partition});
}

bool Assignment::is_held_back(const Position& partition) const {
  return held_topics_.contains(partition.topic) || held_partitions_.contains({partition.topic, partition.partition});
}

}  // namespace thoth::kafka
