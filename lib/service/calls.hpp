// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "service/retry_schedule.hpp"
#include "thoth/kafka/record.hpp"

namespace thoth::service {

/// A call of a handler that is under way.
struct RunningCall {
  std::string place;  ///< "topic [0] offset 5"
  Time since;
};

/// The calls that threads make now, at most one each. Safe from several threads.
class Calls {
 public:
  explicit Calls(unsigned threads) : slots_(threads) {}

  /// Thread number `thread`, from 0 on, begins a call. The record must stay until it ends.
  void begin(unsigned thread, const kafka::Record& record, Time since);
  void end(unsigned thread);
  [[nodiscard]] std::vector<RunningCall> list() const;

 private:
  struct Slot {
    mutable std::mutex mutex{};
    const kafka::Record* record = nullptr;
    Time since{};
  };

  std::deque<Slot> slots_;  ///< stay where they are
};

}  // namespace thoth::service
