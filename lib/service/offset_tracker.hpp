// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace thoth::service {

/// How far a partition is finished, where records finish in any order.
class OffsetTracker {
 public:
  /// A record came. Offsets rise, with gaps; one that does not rise means that reading went back to it, and undoes all
  /// that is known from it on.
  void take(std::int64_t offset);
  /// That record is finished. One that is not known (any more) changes nothing.
  void finish(std::int64_t offset);
  /// All before `offset` was read: what lies between there and the last record holds none.
  void reach(std::int64_t offset);
  /// Reading goes back to `offset`: nothing is known from it on.
  void forget_from(std::int64_t offset);

  /// The watermark: all records before it are finished, and it is the most that may be committed. None before the
  /// first record.
  [[nodiscard]] std::optional<std::int64_t> watermark() const;
  /// Records that came and are not below the watermark.
  [[nodiscard]] std::size_t size() const { return records_.size(); }

 private:
  struct Record {
    std::int64_t offset;
    bool finished;
  };
  void drop_finished();

  std::deque<Record> records_;        ///< by offset, from the first that is not finished on
  std::optional<std::int64_t> next_;  ///< after the last that came
};

}  // namespace thoth::service
