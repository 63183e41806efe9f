// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/offset_tracker.hpp"

#include <algorithm>

namespace thoth::service {

void OffsetTracker::take(std::int64_t offset) {
  if (next_ && offset < *next_) forget_from(offset);
  records_.push_back({offset, false});
  next_ = offset + 1;
}

void OffsetTracker::finish(std::int64_t offset) {
  const auto found = std::ranges::lower_bound(records_, offset, {}, &Record::offset);
  if (found == records_.end() || found->offset != offset) return;
  found->finished = true;
  drop_finished();
}

void OffsetTracker::reach(std::int64_t offset) {
  if (!next_ || offset > *next_) next_ = offset;
}

void OffsetTracker::forget_from(std::int64_t offset) {
  while (!records_.empty() && records_.back().offset >= offset) records_.pop_back();
  next_ = next_ ? std::min(*next_, offset) : offset;
}

std::optional<std::int64_t> OffsetTracker::watermark() const {
  return records_.empty() ? next_ : records_.front().offset;
}

void OffsetTracker::drop_finished() {
  while (!records_.empty() && records_.front().finished) records_.pop_front();
}

}  // namespace thoth::service
