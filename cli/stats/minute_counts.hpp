// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace thoth::cli {

/// Records by the minute of their timestamp. Past a number of minutes, each two neighbours are counted together, and
/// again: then the busiest stretch is of 2, 4, 8, … minutes.
class MinuteCounts {
 public:
  /// `max_stretches`: how many are kept apart, at least 1; each takes some 64 bytes.
  explicit MinuteCounts(std::size_t max_stretches) : max_(max_stretches) {}
  MinuteCounts(const MinuteCounts&) = delete;  // last_ leads into the map
  MinuteCounts(MinuteCounts&&) = default;
  MinuteCounts& operator=(const MinuteCounts&) = delete;
  MinuteCounts& operator=(MinuteCounts&&) = default;
  ~MinuteCounts() = default;

  /// `timestamp`: milliseconds since the epoch, not negative.
  void add(std::int64_t timestamp);
  /// The same as adding all that was added to `other`.
  void merge(const MinuteCounts& other);

  /// Some minutes, and what came in them.
  struct Stretch {
    std::int64_t start = 0;    ///< milliseconds since the epoch
    std::int64_t minutes = 1;  ///< its length
    std::uint64_t records = 0;
  };
  /// The busiest; of several the earliest. None without records.
  [[nodiscard]] std::optional<Stretch> peak() const;
  /// Records a minute, over all minutes from that of the oldest to that of the newest. 0 without records.
  [[nodiscard]] double mean() const;
  /// Records by the number of their stretch since the epoch, for plots.
  [[nodiscard]] const std::map<std::int64_t, std::uint64_t>& by_stretch() const { return counts_; }
  /// Minutes that a stretch has.
  [[nodiscard]] std::int64_t width() const { return width_; }

 private:
  void count(std::int64_t stretch, std::uint64_t records);
  void widen();

  std::size_t max_;
  std::int64_t width_ = 1;
  std::map<std::int64_t, std::uint64_t> counts_;
  std::uint64_t* last_ = nullptr;  ///< the count of last_stretch_: many records are of one minute
  std::int64_t last_stretch_ = 0;
  std::int64_t first_minute_ = 0;
  std::int64_t last_minute_ = 0;
  std::uint64_t records_ = 0;
};

}  // namespace thoth::cli
