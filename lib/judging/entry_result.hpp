// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "judging/entry_validator.hpp"
#include "judging/violation_kinds.hpp"
#include "thoth/message_file.hpp"

namespace thoth {

/// What validating one entry came to, kept until it is its turn to be reported.
struct EntryResult {
  std::uint64_t number = 0;  ///< from 1 where counting began
  Place place;               ///< counted from there too, as those of the violations
  std::string_view text;
  std::string topic_name;
  bool known = false;  ///< a message type is known for its topic
  Violations violations;
};

/// Which results a report needs.
enum class WantedResults : bool { notable, all };

/// Collects the results of entries that follow one another: all, or those that say more than that an entry is valid.
/// Entries that are validated for counting leave nothing but numbers.
class ResultCollector {
 public:
  explicit ResultCollector(WantedResults wanted) : wanted_(wanted) {}

  /// `validated` gives up its violations, which tell as much as `detail` says.
  void add(const file::Entry& entry, std::string_view topic_name, ValidatedEntry& validated, Detail detail);
  /// Adds a result that is wanted.
  void add(EntryResult result);
  /// Adds entries that are valid, of which no result is wanted.
  void add_valid(std::uint64_t count = 1) { entries_ += count; }
  /// Forgets all that was added, but for the last unknown topic.
  void clear();

  [[nodiscard]] std::uint64_t entries() const { return entries_; }
  /// Valid entries of topics that no message type is known for.
  [[nodiscard]] std::uint64_t unvalidated() const { return unvalidated_; }
  /// Of the results.
  [[nodiscard]] std::uint64_t violations() const { return violations_; }
  [[nodiscard]] std::vector<EntryResult>& results() { return results_; }
  [[nodiscard]] const std::vector<EntryResult>& results() const { return results_; }
  /// Invalid entries that were only counted, and what is wrong with them.
  [[nodiscard]] std::uint64_t counted() const { return counted_; }
  [[nodiscard]] const ViolationKinds& kinds() const { return kinds_; }

 private:
  WantedResults wanted_;
  std::uint64_t entries_ = 0;
  std::uint64_t violations_ = 0;
  std::uint64_t counted_ = 0;
  std::uint64_t unvalidated_ = 0;
  ViolationKinds kinds_;
  std::string last_unknown_;
  std::vector<EntryResult> results_;
};

}  // namespace thoth
