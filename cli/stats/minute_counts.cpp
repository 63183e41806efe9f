// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/minute_counts.hpp"

#include <algorithm>

namespace thoth::cli {
namespace {

constexpr std::int64_t minute = 60'000;  // milliseconds

}  // namespace

void MinuteCounts::add(std::int64_t timestamp) {
  const std::int64_t at = timestamp / minute;
  first_minute_ = records_ == 0 ? at : std::min(first_minute_, at);
  last_minute_ = records_ == 0 ? at : std::max(last_minute_, at);
  ++records_;
  count(at / width_, 1);
}

void MinuteCounts::count(std::int64_t stretch, std::uint64_t records) {
  if (last_ == nullptr || last_stretch_ != stretch) {
    last_ = &counts_[stretch];
    last_stretch_ = stretch;
  }
  *last_ += records;
  while (counts_.size() > max_) widen();
}

void MinuteCounts::widen() {
  std::map<std::int64_t, std::uint64_t> wide;
  for (const auto& [stretch, records] : counts_) wide[stretch / 2] += records;
  counts_.swap(wide);
  last_ = nullptr;
  width_ *= 2;
}

void MinuteCounts::merge(const MinuteCounts& other) {
  if (other.records_ == 0) return;
  first_minute_ = records_ == 0 ? other.first_minute_ : std::min(first_minute_, other.first_minute_);
  last_minute_ = records_ == 0 ? other.last_minute_ : std::max(last_minute_, other.last_minute_);
  records_ += other.records_;
  while (width_ < other.width_) widen();
  for (const auto& [stretch, records] : other.counts_) count(stretch * other.width_ / width_, records);
}

std::optional<MinuteCounts::Stretch> MinuteCounts::peak() const {
  const auto busiest = std::max_element(counts_.begin(), counts_.end(),
                                        [](const auto& left, const auto& right) { return left.second < right.second; });
  if (busiest == counts_.end()) return std::nullopt;
  return Stretch{busiest->first * width_ * minute, width_, busiest->second};
}

double MinuteCounts::mean() const {
  if (records_ == 0) return 0;
  return static_cast<double>(records_) / (static_cast<double>(last_minute_) - static_cast<double>(first_minute_) + 1);
}

}  // namespace thoth::cli
