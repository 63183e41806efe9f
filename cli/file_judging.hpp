#pragma once

#include <string>

#include "commands/validate.hpp"
#include "context.hpp"
#include "entry_judge.hpp"
#include "thoth/message_file.hpp"
#include "validation_report.hpp"

namespace thoth::cli {

/// Judges files, one after another, and hands what it finds to a report.
class FileJudging {
 public:
  /// All of these must outlive this.
  FileJudging(const ValidateOptions& options, Context& context, ValidationReport& report);

  /// Judges one file. Errors: usage (unreadable), io (the report cannot be written), interrupted, unreachable (the
  /// deadline).
  Result<void> judge(const std::string& path);

 private:
  Result<void> read_on(file::Reader& reader);
  [[nodiscard]] Result<void> check_time(const std::string& name) const;
  [[nodiscard]] const std::string& topic_of(const file::Entry& entry) const;

  const ValidateOptions& options_;
  Context& context_;
  ValidationReport& report_;
  EntryJudge judge_;
};

}  // namespace thoth::cli
