// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/validated_records.hpp"

namespace thoth {

void ValidatedRecords::validate(std::span<const kafka::Record> records, RecordValidator& validator) {
  clear();
  violations_.emplace_back();
  entries_.reserve(records.size());
  json::LazyTree contents;
  for (const kafka::Record& record : records) {
    contents.reset(contents_of(record));
    add(validator.validate(record, contents));
  }
}

void ValidatedRecords::add(const ValidatedRecord& validated) {
  members_.insert(members_.end(), validated.members.begin(), validated.members.end());
  entries_.push_back({&validated.topic, 0, static_cast<std::uint32_t>(members_.size()), validated.canonical});
  if (validated.valid()) return;
  entries_.back().violations = static_cast<std::uint32_t>(violations_.size());
  violations_.push_back(validated.violations);
}

void ValidatedRecords::clear() {
  entries_.clear();
  violations_.clear();
  members_.clear();
}

ValidatedRecord ValidatedRecords::at(std::size_t index, const kafka::Record& record, json::LazyTree& contents) const {
  const Entry& entry = entries_[index];
  const std::size_t begin = index == 0 ? 0 : entries_[index - 1].members_end;
  return {record,          *entry.topic,
          contents,        violations_[entry.violations],
          entry.canonical, std::span(members_).subspan(begin, entry.members_end - begin)};
}

}  // namespace thoth
