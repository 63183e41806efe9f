// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/size_sketch.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace thoth::cli {
namespace {

constexpr std::size_t cuts = 64;         // of each power of two
constexpr std::size_t exact = 2 * cuts;  // sizes below this have a class each
constexpr unsigned exact_bits = 7;       // of the largest of them

std::size_t class_of(std::size_t size) {
  if (size < exact) return size;
  const auto shift = static_cast<unsigned>(std::bit_width(size)) - exact_bits;
  return shift * cuts + (size >> shift);
}

/// How many low bits of a size its class leaves open.
unsigned open_bits(std::size_t index) {
  return index < exact ? 0 : static_cast<unsigned>(index / cuts - 1);
}

std::size_t least_of(std::size_t index) {
  const unsigned shift = open_bits(index);
  return (index - shift * cuts) << shift;
}

std::size_t most_of(std::size_t index) {
  return least_of(index) + (std::size_t{1} << open_bits(index)) - 1;
}

}  // namespace

void SizeSketch::add(std::size_t size) {
  const std::size_t index = class_of(size);
  if (index >= counts_.size()) counts_.resize(index + 1);
  ++counts_[index];
  least_ = count_ == 0 ? size : std::min(least_, size);
  most_ = std::max(most_, size);
  ++count_;
}

void SizeSketch::merge(const SizeSketch& other) {
  if (other.count_ == 0) return;
  if (other.counts_.size() > counts_.size()) counts_.resize(other.counts_.size());
  for (std::size_t i = 0; i < other.counts_.size(); ++i) counts_[i] += other.counts_[i];
  least_ = count_ == 0 ? other.least_ : std::min(least_, other.least_);
  most_ = std::max(most_, other.most_);
  count_ += other.count_;
}

std::size_t SizeSketch::quantile(double share) const {
  if (count_ == 0) return 0;
  const double rank = std::max(1.0, std::ceil(share * static_cast<double>(count_)));
  std::uint64_t below = 0;
  std::size_t index = 0;
  while (index + 1 < counts_.size() && static_cast<double>(below + counts_[index]) < rank) below += counts_[index++];
  const std::size_t middle = least_of(index) + (most_of(index) - least_of(index) + 1) / 2;
  return std::clamp(middle, least_, most_);
}

bool SizeSketch::is_exact() const {
  return count_ == 0 || least_ == most_ || most_ < exact;
}

std::vector<SizeSketch::Class> SizeSketch::classes() const {
  std::vector<Class> found;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] != 0) found.push_back({least_of(i), most_of(i), counts_[i]});
  }
  return found;
}

}  // namespace thoth::cli
