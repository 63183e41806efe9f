#include "audit/sightings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "judging/pointer_pattern.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t most_kinds = 1000;

void add(std::vector<Stretch>& stretches, const kafka::Record& record) {
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

std::string places_text(const Sighting& sighting, std::size_t most) {
  std::string text;
  const std::size_t shown = std::min(sighting.stretches.size(), most);
  for (std::size_t i = 0; i < shown; ++i) {
    const Stretch& stretch = sighting.stretches[i];
    if (i != 0) text += ", ";
    text += fmt::format("[{}] {}", stretch.partition, stretch.first);
    if (stretch.last != stretch.first) text += fmt::format(" to {}", stretch.last);
    if (stretch.count != 1) text += fmt::format(" ({})", stretch.count);
  }
  if (shown < sighting.stretches.size()) {
    text += fmt::format(" and {} more partitions", sighting.stretches.size() - shown);
  }
  return text;
}

Sighting* SightingList::note(const Violation& violation, const kafka::Record& record) {
  ++total_;
  key_.assign(name(violation.code));
  key_ += '\0';
  const std::size_t pointer = key_.size();
  append_pointer_pattern(violation.pointer, key_);
  auto found = kinds_.find(key_);
  if (found == kinds_.end() && kinds_.size() == most_kinds) {
    ++others_;
    return nullptr;
  }
  const bool is_first = found == kinds_.end();
  if (is_first) {
    found = kinds_.emplace(key_, Sighting{}).first;
    found->second.code = violation.code;
    found->second.pointer = key_.substr(pointer);
  }
  ++found->second.count;
  add(found->second.stretches, record);
  return is_first ? &found->second : nullptr;
}

std::vector<const Sighting*> SightingList::sorted() const {
  std::vector<const Sighting*> sightings;
  sightings.reserve(kinds_.size());
  for (const auto& [key, sighting] : kinds_) sightings.push_back(&sighting);
  std::sort(sightings.begin(), sightings.end(), [](const Sighting* left, const Sighting* right) {
    return std::tuple(right->count, name(left->code), left->pointer) <
           std::tuple(left->count, name(right->code), right->pointer);
  });
  return sightings;
}

}  // namespace thoth::cli
