// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/distinct_count.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

namespace thoth::cli {
namespace {

constexpr unsigned hash_bits = 64;
constexpr std::size_t smallest_table = 16;
/// Bytes of exact hashes, at a load of one half, take as many bytes as the registers.
constexpr std::size_t registers_for_a_hash = 16;

/// Ertl's sigma: what the registers that are still 0 tell. `share`: of them among all.
double sigma(double share) {
  if (share >= 1) return std::numeric_limits<double>::infinity();
  double factor = 1;
  double sum = share;
  for (double before = -1; sum != before;) {
    share *= share;
    before = sum;
    sum += share * factor;
    factor += factor;
  }
  return sum;
}

/// Ertl's tau: what the registers that are full tell. `share`: of those that are not.
double tau(double share) {
  if (share <= 0 || share >= 1) return 0;
  double factor = 1;
  double sum = 1 - share;
  for (double before = -1; sum != before;) {
    share = std::sqrt(share);
    before = sum;
    factor *= 0.5;
    sum -= (1 - share) * (1 - share) * factor;
  }
  return sum / 3;
}

}  // namespace

/// Puts a hash into the table, which has room.
void DistinctCount::insert(std::uint64_t hash) {
  const std::size_t mask = hashes_.size() - 1;
  std::size_t place = hash & mask;
  while (hashes_[place] != 0 && hashes_[place] != hash) place = (place + 1) & mask;
  if (hashes_[place] == 0) ++held_;
  hashes_[place] = hash;
}

void DistinctCount::add_exactly(std::uint64_t hash) {
  if (hashes_.empty()) hashes_.resize(smallest_table);
  insert(hash);
  if (2 * held_ <= hashes_.size()) return;
  if (held_ > registers() / registers_for_a_hash) return give_up_exactness();
  std::vector<std::uint64_t> small(2 * hashes_.size());
  small.swap(hashes_);
  held_ = 0;
  for (const std::uint64_t one : small) {
    if (one != 0) insert(one);
  }
}

/// The first bits of a hash choose a register, which keeps the longest run of zeros that it saw in the rest.
void DistinctCount::note(std::uint64_t hash) {
  const std::size_t index = hash >> (hash_bits - precision_);
  // The bit that ends the longest run that there can be.
  const std::uint64_t rest = hash << precision_ | std::uint64_t{1} << (precision_ - 1);
  const auto rank = static_cast<std::uint8_t>(std::countl_zero(rest) + 1);
  registers_[index] = std::max(registers_[index], rank);
}

void DistinctCount::give_up_exactness() {
  registers_.resize(registers());
  for (const std::uint64_t hash : hashes_) {
    if (hash != 0) note(hash);
  }
  hashes_ = {};
  held_ = 0;
}

void DistinctCount::merge(const DistinctCount& other) {
  if (other.is_exact()) {
    for (const std::uint64_t hash : other.hashes_) {
      if (hash != 0) add(hash);
    }
    return;
  }
  if (is_exact()) give_up_exactness();
  for (std::size_t i = 0; i < registers_.size(); ++i) registers_[i] = std::max(registers_[i], other.registers_[i]);
}

Estimate DistinctCount::estimate() const {
  if (is_exact()) return {held_, 0};
  std::vector<std::uint64_t> with_rank(hash_bits - precision_ + 2);
  for (const std::uint8_t rank : registers_) ++with_rank[rank];
  const auto count = static_cast<double>(registers());
  double sum = count * tau(1 - static_cast<double>(with_rank.back()) / count);
  for (std::size_t rank = with_rank.size() - 2; rank > 0; --rank) {
    sum = (sum + static_cast<double>(with_rank[rank])) / 2;
  }
  sum += count * sigma(static_cast<double>(with_rank.front()) / count);
  const double found = count * count / (2 * std::numbers::ln2 * sum);
  const double error = 2 * 1.04 / std::sqrt(count) * found;
  return {static_cast<std::uint64_t>(std::llround(found)), static_cast<std::uint64_t>(std::ceil(error))};
}

}  // namespace thoth::cli
