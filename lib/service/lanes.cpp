// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/lanes.hpp"

#include <algorithm>

namespace thoth::service {

void Lanes::push(const LaneKey& key, Ticket ticket) {
  const auto lane = lanes_.try_emplace(key).first;
  lane->second.waiting.push_back(ticket);
  lane_of_[ticket] = lane;
  if (!lane->second.taken_by) make_ready(lane);
}

std::optional<Ticket> Lanes::next() {
  if (ready_.empty()) return std::nullopt;
  Lane& lane = ready_.front()->second;
  ready_.pop_front();
  lane.is_ready = false;
  if (!lane.taken_by) {
    lane.taken_by = lane.waiting.front();
    lane.waiting.pop_front();
  }
  return lane.taken_by;
}

void Lanes::again(Ticket ticket) {
  const auto found = lane_of_.find(ticket);
  if (found != lane_of_.end() && found->second->second.taken_by == ticket) make_ready(found->second);
}

void Lanes::release(Ticket ticket) {
  const auto found = lane_of_.find(ticket);
  if (found == lane_of_.end() || found->second->second.taken_by != ticket) return;
  const auto lane = found->second;
  lane_of_.erase(found);
  lane->second.taken_by.reset();
  drop_if_empty(lane);
}

void Lanes::remove(Ticket ticket) {
  const auto found = lane_of_.find(ticket);
  if (found == lane_of_.end() || found->second->second.taken_by == ticket) return;
  const auto lane = found->second;
  lane_of_.erase(found);
  std::erase(lane->second.waiting, ticket);
  if (!lane->second.taken_by) drop_if_empty(lane);
}

void Lanes::make_ready(ByKey::iterator lane) {
  if (lane->second.is_ready) return;
  lane->second.is_ready = true;
  ready_.push_back(lane);
}

void Lanes::drop_if_empty(ByKey::iterator lane) {
  if (!lane->second.waiting.empty()) return make_ready(lane);
  if (lane->second.is_ready) std::erase(ready_, lane);
  lanes_.erase(lane);
}

}  // namespace thoth::service
