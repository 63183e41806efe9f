// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "judging/entry_result.hpp"
#include "judging/violation_kinds.hpp"
#include "program/context.hpp"
#include "program/exit_code.hpp"
#include "program/unknown_topics.hpp"
#include "thoth/report.hpp"
#include "validate/options.hpp"
#include "validate/page_report.hpp"

namespace thoth::cli {

/// The report of a whole run: what is found goes to the reporter up to the limit, all of it is counted.
class ValidationReport {
 public:
  /// All of these must outlive this. `out` takes the report.
  ValidationReport(const ValidateOptions& options, Context& context, Output& out);

  /// Errors of all of these: io.
  Result<void> begin_file(const std::string& name);
  Result<void> add(const EntryResult& outcome);
  /// Takes what was only counted, and entries that are valid, of which the report does not want more. To be called
  /// after add() with all of the results.
  void add_numbers(const ResultCollector& collected);
  void end_file();
  /// A file, or a folder, could not be read: said on standard error too.
  Result<void> unreadable(const Error& error);
  /// What was reported so far is written when this returns.
  Result<void> flush() { return out_.flush(); }
  /// Ends the report and says what came of the run.
  Result<void> finish();

  [[nodiscard]] WantedResults wanted() const {
    return reporter_->wants_entries() ? WantedResults::all : WantedResults::notable;
  }
  /// How much of an entry's violations is needed, before which `violations` stand that are not reported yet. May be
  /// asked by any thread; once it is to count, it stays so.
  [[nodiscard]] Detail detail(std::uint64_t violations) const;
  [[nodiscard]] ExitCode exit_code() const;
  [[nodiscard]] std::uint64_t entries() const { return counts_.entries; }
  /// True once the reader of the report has gone.
  [[nodiscard]] bool reader_gone() const { return out_.reader_gone(); }

 private:
  [[nodiscard]] std::unique_ptr<Reporter> reporter_for(const ValidateOptions& options, const Context& context,
                                                       Output& out) const;
  Result<void> add_unvalidated(const EntryResult& outcome);
  void summarize();

  ReportFormat format_;
  Console& console_;
  Output& out_;
  const Catalog& types_;
  UnknownTopics unknown_;
  RunCounts counts_;
  ViolationKinds kinds_;
  std::unique_ptr<Reporter> reporter_;
  std::uint64_t most_;
  std::atomic<bool> full_ = false;  // most_ are reported
  std::string file_;
  std::uint64_t entries_before_ = 0;                        // of the files before this one
  std::uint64_t reported_ = 0;                              // violations
  std::set<std::pair<std::string, std::string>> left_out_;  // topics that could not be validated, and in which files
  bool all_read_ = true;
};

}  // namespace thoth::cli
