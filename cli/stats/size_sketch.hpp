// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace thoth::cli {

/// Sizes in classes that grow with them: each up to 127 has its own, and of each power of two above 64 are cut. So a
/// quantile is off by at most max_error of itself, whatever the sizes are. Takes up to 14 kB.
class SizeSketch {
 public:
  /// Half of a class's width, as a share of its least size.
  static constexpr double max_error = 1.0 / 128;

  void add(std::size_t size);
  /// The same as adding all that was added to `other`.
  void merge(const SizeSketch& other);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// The least size that at least this share (0 to 1) of all sizes does not exceed, by nearest rank: half of them for
  /// 0.5. Without sizes: 0.
  [[nodiscard]] std::size_t quantile(double share) const;
  /// True if quantiles have no error.
  [[nodiscard]] bool is_exact() const;

  /// Sizes from `least` to `most` that occurred, and how often.
  struct Class {
    std::size_t least = 0;
    std::size_t most = 0;
    std::uint64_t count = 0;
  };
  /// Those with a count, in order of size: for plots.
  [[nodiscard]] std::vector<Class> classes() const;

 private:
  std::vector<std::uint64_t> counts_;  ///< by class
  std::uint64_t count_ = 0;
  std::size_t least_ = 0;
  std::size_t most_ = 0;
};

}  // namespace thoth::cli
