// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "json/lazy_tree.hpp"
#include "judging/record_validator.hpp"
#include "thoth/kafka/record.hpp"
#include "thoth/violation.hpp"

namespace thoth {

/// What a validator said of some records, kept until clear(); a ValidatedRecord is gone with the next one.
class ValidatedRecords {
 public:
  /// Validates them all. They and the validator must outlive what is read of this.
  void validate(std::span<const kafka::Record> records, RecordValidator& validator);
  void clear();

  [[nodiscard]] bool empty() const { return entries_.empty(); }
  /// What was said of the record `index` of those that were validated, which is `record`; `contents` holds
  /// contents_of(record).
  [[nodiscard]] ValidatedRecord at(std::size_t index, const kafka::Record& record, json::LazyTree& contents) const;

 private:
  struct Entry {
    const RecordTopic* topic = nullptr;
    std::uint32_t violations = 0;   ///< in violations_
    std::uint32_t members_end = 0;  ///< in members_
    bool canonical = false;
  };

  void add(const ValidatedRecord& validated);

  std::vector<Entry> entries_;
  std::vector<Violations> violations_;  ///< the first: those of a valid record
  std::vector<std::string_view> members_;
};

}  // namespace thoth
