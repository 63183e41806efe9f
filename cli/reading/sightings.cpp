// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/sightings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace thoth::cli {
namespace {

void extend(std::vector<Stretch>& stretches, const kafka::Record& record) {
  auto found =
      std::lower_bound(stretches.begin(), stretches.end(), record.partition,
                       [](const Stretch& stretch, std::int32_t partition) { return stretch.partition < partition; });
  if (found == stretches.end() || found->partition != record.partition) {
    found = stretches.insert(found, {record.partition, 0, record.offset, record.offset});
  }
  ++found->count;
  found->last = record.offset;
}

}  // namespace

std::string places_text(const Seen& seen, std::size_t max) {
  std::string text;
  const std::size_t shown = std::min(seen.stretches.size(), max);
  for (std::size_t i = 0; i < shown; ++i) {
    const Stretch& stretch = seen.stretches[i];
    if (i != 0) text += ", ";
    text += fmt::format("[{}] {}", stretch.partition, stretch.first);
    if (stretch.last != stretch.first) text += fmt::format(" to {}", stretch.last);
    if (stretch.count != 1) text += fmt::format(" ({})", stretch.count);
  }
  if (shown < seen.stretches.size()) {
    text += fmt::format(" and {} more partitions", seen.stretches.size() - shown);
  }
  return text;
}

Example* SightingList::add(const Violation& violation, const kafka::Record& record) {
  const auto number = kinds_.add("", violation);
  if (!number) return nullptr;
  const bool is_first = *number == seen_.size();
  if (is_first) seen_.emplace_back();
  Seen& seen = seen_[*number];
  extend(seen.stretches, record);
  return is_first ? &seen.example : nullptr;
}

std::vector<Sighting> SightingList::sorted() const {
  std::vector<Sighting> sightings;
  for (const ViolationKind& kind : kinds_.sorted()) sightings.push_back({kind, seen_[kind.number]});
  return sightings;
}

}  // namespace thoth::cli
