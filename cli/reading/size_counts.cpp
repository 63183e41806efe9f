// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/size_counts.hpp"

#include <algorithm>
#include <limits>

namespace thoth::cli {
namespace {

/// Where the steps begin.
template <std::size_t size>
constexpr std::array<std::uint64_t, size> begins() {
  constexpr std::array<std::uint64_t, 16> tenths{10, 12, 14, 16, 18, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90};
  constexpr std::size_t small = 10;
  std::array<std::uint64_t, size> all{};
  std::uint64_t unit = 1;
  for (std::size_t i = 0; i < size; ++i) {
    if (i < small) {
      all.at(i) = i;
      continue;
    }
    const std::size_t step = (i - small) % tenths.size();
    if (step == 0 && i != small) unit *= 10;
    all.at(i) = unit * tenths.at(step);
  }
  return all;
}

}  // namespace

void SizeCounts::add(std::uint64_t bytes, const JudgedCounts& records) {
  static constexpr auto from = begins<steps>();
  const auto* const after = std::upper_bound(from.begin(), from.end(), bytes);
  counts_.at(static_cast<std::size_t>(after - from.begin()) - 1) += records;
}

std::vector<SizeBin> SizeCounts::bins(std::size_t least) const {
  static constexpr auto from = begins<steps>();
  const auto is_there = [](const JudgedCounts& counts) { return counts.records() != 0; };
  auto first = static_cast<std::size_t>(std::find_if(counts_.begin(), counts_.end(), is_there) - counts_.begin());
  if (first == steps) return {};
  std::size_t last = steps;
  while (!is_there(counts_.at(last - 1))) --last;
  while (last - first < std::min(least, steps)) {
    if (first > 0) --first;
    if (last < steps) ++last;
  }
  std::vector<SizeBin> bins;
  for (std::size_t i = first; i < last; ++i) {
    const std::uint64_t to = i + 1 < steps ? from.at(i + 1) : std::numeric_limits<std::uint64_t>::max();
    bins.push_back({from.at(i), to, counts_.at(i)});
  }
  return bins;
}

}  // namespace thoth::cli
