// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/frequent_keys.hpp"

#include <algorithm>
#include <utility>

namespace thoth::cli {

void FrequentKeys::add(std::string_view key, std::uint64_t hash) {
  ++find(key, key.size(), hash).count;
}

/// Where a hash stands in the index, or is to be put.
std::size_t FrequentKeys::place_of(std::uint64_t hash) const {
  std::size_t place = hash % places;
  while (index_[place] != 0 && keys_[index_[place] - 1U].hash != hash) place = (place + 1) % places;
  return place;
}

/// The count of a key, which is new if it is 0.
FrequentKeys::Counted& FrequentKeys::find(std::string_view key, std::size_t size, std::uint64_t hash) {
  std::size_t place = place_of(hash);
  if (index_[place] != 0) return keys_[index_[place] - 1U];
  if (held_ == max_keys) {
    make_room();
    place = place_of(hash);
  }
  if (held_ == keys_.size()) keys_.emplace_back();
  Counted& added = keys_[held_++];
  index_[place] = static_cast<std::uint16_t>(held_);
  added.hash = hash;
  added.count = 0;
  added.size = size;
  added.key.assign(key.substr(0, longest_kept));
  return added;
}

/// Forgets at least half of the keys.
void FrequentKeys::make_room() {
  std::array<std::uint64_t, max_keys> counts{};
  std::transform(keys_.begin(), keys_.end(), counts.begin(), [](const Counted& one) { return one.count; });
  auto* const middle = counts.begin() + max_keys / 2;
  std::nth_element(counts.begin(), middle, counts.end());
  taken_ += *middle;
  held_ = 0;
  for (Counted& key : keys_) {
    if (key.count <= *middle) continue;
    key.count -= *middle;
    std::swap(key, keys_[held_++]);
  }
  index_.fill(0);
  for (std::size_t i = 0; i < held_; ++i) index_[place_of(keys_[i].hash)] = static_cast<std::uint16_t>(i + 1);
}

void FrequentKeys::merge(const FrequentKeys& other) {
  for (std::size_t i = 0; i < other.held_; ++i) {
    const Counted& one = other.keys_[i];
    find(one.key, one.size, one.hash).count += one.count;
  }
  taken_ += other.taken_;
}

std::vector<FrequentKey> FrequentKeys::most_frequent(std::uint64_t records, std::size_t max) const {
  constexpr std::uint64_t least_share = 100;
  const std::uint64_t least = std::max<std::uint64_t>(2, (records + least_share - 1) / least_share);
  std::vector<FrequentKey> found;
  for (std::size_t i = 0; i < held_; ++i) {
    const Counted& one = keys_[i];
    if (one.count >= least) found.push_back({one.key, one.size, one.count, one.count + taken_});
  }
  std::sort(found.begin(), found.end(), [](const FrequentKey& left, const FrequentKey& right) {
    return left.at_least != right.at_least ? left.at_least > right.at_least : left.key < right.key;
  });
  found.resize(std::min(found.size(), max));
  return found;
}

}  // namespace thoth::cli
