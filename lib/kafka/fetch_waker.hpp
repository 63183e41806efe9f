// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "kafka/handles.hpp"
#include "thoth/kafka/config.hpp"

namespace thoth::kafka {

/// Keeps records coming. Where librdkafka's queue of them is full, its threads stop fetching and sleep for up to a
/// second before they look whether there is room again; but any request wakes them.
class FetchWaker {
 public:
  /// False from librdkafka 2.2 on, whose fetch.queue.backoff.ms says how long they sleep.
  [[nodiscard]] static bool is_needed();
  /// Knows by the Config when a queue is full.
  explicit FetchWaker(const Config& config);

  /// A record of that many bytes was taken out of the queue.
  void add(std::size_t bytes);
  /// True where since the last time so much was taken that a full queue has room again, while it still holds much.
  [[nodiscard]] bool is_due();
  /// Wakes the threads that fetch what `client` reads. Does not wait for anything.
  static void wake(rd_kafka_t* client);

 private:
  std::size_t due_bytes_;
  std::size_t due_records_;
  std::size_t bytes_ = 0;
  std::size_t records_ = 0;
};

}  // namespace thoth::kafka
