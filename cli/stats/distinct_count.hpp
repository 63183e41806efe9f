// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace thoth::cli {

/// A number that is known up to an error.
struct Estimate {
  std::uint64_t count = 0;
  std::uint64_t error = 0;  ///< the true number is this close in 95 of 100 cases; 0: `count` is exact

  friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// Counts different hashes in 2^precision bytes: exactly while they are few (a sixteenth of that), else by HyperLogLog.
/// Source: O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", 2017, whose estimate needs no
/// correction for small or large numbers.
class DistinctCount {
 public:
  /// `precision`: 4 to 18. The standard error is 1.04 / sqrt(2^precision): of 14 it is 0.8 %, of 16 it is 0.4 %.
  explicit DistinctCount(unsigned precision) : precision_(precision) {}

  /// `hash` is one that sketch_hash() or joined_hash() gives.
  void add(std::uint64_t hash) {
    if (is_exact()) {
      add_exactly(hash == 0 ? 1 : hash);
    } else {
      note(hash);
    }
  }
  /// The same as adding all that was added to `other`, which has the same precision.
  void merge(const DistinctCount& other);

  [[nodiscard]] bool is_exact() const { return registers_.empty(); }
  [[nodiscard]] Estimate estimate() const;

 private:
  void add_exactly(std::uint64_t hash);
  void insert(std::uint64_t hash);
  void note(std::uint64_t hash);
  void give_up_exactness();
  [[nodiscard]] std::size_t registers() const { return std::size_t{1} << precision_; }

  unsigned precision_;
  std::vector<std::uint64_t> hashes_;  ///< while exact: a table with open addressing; 0: an empty place
  std::size_t held_ = 0;               ///< in hashes_
  std::vector<std::uint8_t> registers_;
};

}  // namespace thoth::cli
