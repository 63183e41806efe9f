// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/calls.hpp"

#include "service/stored_record.hpp"

namespace thoth::service {

void Calls::begin(unsigned thread, const kafka::Record& record, Time since) {
  Slot& slot = slots_[thread];
  const std::lock_guard lock(slot.mutex);
  slot.record = &record;
  slot.since = since;
}

void Calls::end(unsigned thread) {
  Slot& slot = slots_[thread];
  const std::lock_guard lock(slot.mutex);
  slot.record = nullptr;
}

std::vector<RunningCall> Calls::list() const {
  std::vector<RunningCall> all;
  for (const Slot& slot : slots_) {
    const std::lock_guard lock(slot.mutex);
    if (slot.record != nullptr) all.push_back({place_of(*slot.record), slot.since});
  }
  return all;
}

}  // namespace thoth::service
