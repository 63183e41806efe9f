// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "judging/entry_batch.hpp"
#include "judging/entry_validator.hpp"
#include "judging/part_run.hpp"
#include "judging/work_queue.hpp"
#include "program/context.hpp"
#include "thoth/message_file.hpp"
#include "validate/options.hpp"
#include "validate/report.hpp"

namespace thoth::cli {

/// Validates files, one after another, on as many threads as the options say, and hands what it finds to a report: the
/// same in the same order, however many threads there are.
class ValidateRun {
 public:
  /// All of these must outlive this.
  ValidateRun(const ValidateOptions& options, Context& context, ValidationReport& report, NearMisses& near_misses);

  /// Validates one file. Errors: usage (unreadable), io (the report cannot be written), interrupted, unreachable (the
  /// deadline).
  Result<void> validate(const std::string& path);

 private:
  class Parts;
  class Stream;

  Result<void> validate(file::Reader& reader);
  Result<void> read_in_order(file::Reader& reader);
  [[nodiscard]] file::Places places() const;
  void pass_valid(ResultCollector& collected, file::Reader& reader, EntryValidator& validator) const;
  void validate_into(ResultCollector& collected, file::Reader& reader, file::Entry& entry, EntryValidator& validator,
                     Detail detail) const;
  Result<void> report_entry(file::Reader& reader, file::Entry& entry);
  Result<void> report(ResultCollector& collected);
  [[nodiscard]] Result<void> check_time() const;
  [[nodiscard]] const std::string& topic_of(const file::Entry& entry) const;
  [[nodiscard]] EntryValidator make_validator() const;

  const ValidateOptions& options_;
  Context& context_;
  ValidationReport& report_;
  NearMisses& near_misses_;
  unsigned jobs_;
  EntryValidator validator_;
  std::string name_;  // of the file
};

}  // namespace thoth::cli
