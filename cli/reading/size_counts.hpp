// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "reading/judged_counts.hpp"

namespace thoth::cli {

/// Records whose values have between `from` and `to` bytes, the latter not included.
struct SizeBin {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  JudgedCounts records;
};

/// Counts records by the size of their values, in steps of a tenth to a fifth: 0 to 10 bytes, 12, 14, …, 90, 100, 120,
/// …
class SizeCounts {
 public:
  void add(std::uint64_t bytes, const JudgedCounts& records);
  void add(std::uint64_t bytes, Judged record) { add(bytes, one(record)); }

  /// From the smallest to the largest that there is, and empty ones around these where they are fewer than `least`;
  /// none where nothing was counted.
  [[nodiscard]] std::vector<SizeBin> bins(std::size_t least = 1) const;

 private:
  static constexpr std::size_t steps = 139;  // to 1 GB, which is more than a record can have

  std::array<JudgedCounts, steps> counts_{};
};

}  // namespace thoth::cli
