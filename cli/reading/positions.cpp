// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/positions.hpp"

#include <algorithm>
#include <utility>

namespace thoth::cli {

void ReadingProgress::start(const std::vector<kafka::Position>& positions) {
  std::vector<kafka::Position> next = positions;
  for (kafka::Position& position : next) {
    for (const kafka::Position& before : next_) {
      const bool same = before.topic == position.topic && before.partition == position.partition;
      if (same) position.offset = std::max(position.offset, before.offset);
    }
  }
  next_ = std::move(next);
  last_ = 0;
}

kafka::Position& ReadingProgress::next_of(std::string_view topic, std::int32_t partition) {
  const auto is_it = [&](const kafka::Position& position) {
    return position.partition == partition && position.topic == topic;
  };
  if (last_ < next_.size() && is_it(next_[last_])) return next_[last_];
  auto found = std::find_if(next_.begin(), next_.end(), is_it);
  if (found == next_.end()) found = next_.insert(next_.end(), {std::string(topic), partition, 0});
  last_ = static_cast<std::size_t>(found - next_.begin());
  return *found;
}

}  // namespace thoth::cli
