// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/lanes.hpp"

#include <algorithm>
#include <utility>

namespace thoth::service {

Lanes::Lane& Lanes::push(LaneKey key, Ticket ticket) {
  const auto [found, is_new] = lanes_.try_emplace(std::move(key));
  Lane& lane = found->second;
  if (is_new) lane.key_ = &found->first;
  lane.tickets_.push_back(ticket);
  ++size_;
  if (lane.taken_ == 0) make_ready(lane);
  return lane;
}

std::vector<Ticket> Lanes::next(std::size_t most) {
  if (ready_.empty()) return {};
  Lane& lane = *ready_.front();
  ready_.pop_front();
  lane.is_ready_ = false;
  if (lane.taken_ == 0) lane.taken_ = std::min(most, lane.tickets_.size());
  return {lane.tickets_.begin(), lane.tickets_.begin() + static_cast<std::ptrdiff_t>(lane.taken_)};
}

void Lanes::again(Lane& lane) {
  make_ready(lane);
}

void Lanes::release(Lane& lane, Ticket ticket) {
  --lane.taken_;
  erase(lane, ticket);
}

void Lanes::put_back(Lane& lane) {
  // The last of them becomes one that waits, until all that were not begun are put back.
  --lane.taken_;
  go_on(lane);
}

void Lanes::remove(Lane& lane, Ticket ticket) {
  erase(lane, ticket);
}

void Lanes::make_ready(Lane& lane) {
  if (lane.is_ready_) return;
  lane.is_ready_ = true;
  ready_.push_back(&lane);
}

void Lanes::erase(Lane& lane, Ticket ticket) {
  lane.tickets_.erase(std::ranges::find(lane.tickets_, ticket));
  --size_;
  go_on(lane);
}

/// Once nobody has the lane, it is the next one's turn; one that is empty ends.
void Lanes::go_on(Lane& lane) {
  if (lane.taken_ > 0) return;
  if (!lane.tickets_.empty()) return make_ready(lane);
  if (lane.is_ready_) std::erase(ready_, &lane);
  lanes_.erase(lanes_.find(*lane.key_));
}

}  // namespace thoth::service
