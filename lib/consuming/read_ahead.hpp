// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "thoth/kafka/consumer.hpp"

namespace thoth::kafka {

/// Polls in a thread of its own, so that records are dealt with while the next ones come; on a single processor, where
/// that only costs, in the caller's. For a consumer that is in no group, which nobody else may use meanwhile. To be
/// used from one thread.
class ReadAhead {
 public:
  explicit ReadAhead(Consumer& consumer);
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  ReadAhead(ReadAhead&&) = delete;
  ReadAhead& operator=(ReadAhead&&) = delete;
  /// What was read ahead is lost.
  ~ReadAhead();

  /// As Consumer::poll(). After an error there is nothing more.
  Result<void> poll(Batch& batch, const Wait& wait);

 private:
  /// Keeps what is made of a container of batches out of the shared library's exports.
  struct Held {
    Batch batch;
  };

  void run();
  Batch take_empty();
  bool pass(Batch batch, const Result<void>& polled);

  Consumer& consumer_;
  std::atomic<bool> is_over_ = false;
  std::mutex mutex_;  ///< of all below
  std::condition_variable came_;
  std::condition_variable went_;
  std::deque<Held> full_;
  std::vector<Held> empty_;  ///< cleared; their memory is used again
  std::optional<Error> error_;
  std::thread thread_;  ///< none: on a single processor
};

}  // namespace thoth::kafka
