// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "judging/violation_kinds.hpp"
#include "output/marked_text.hpp"
#include "thoth/report.hpp"

namespace thoth::cli {

/// What a run has counted so far, also of what it does not report one by one.
struct RunCounts {
  std::uint64_t entries = 0;
  std::uint64_t invalid = 0;
  std::uint64_t unvalidated = 0;
  std::uint64_t violations = 0;
};

/// Collects what is found, and writes all of it as a page at the end: files, violations by kind, and an example of each
/// with the value marked. Memory is bounded by the number of files. The page has at most Page::max_size bytes.
class PageReporter final : public Reporter {
 public:
  /// `counts` and `kinds` are those of the run, and must outlive this. `time`: when it began, in milliseconds since the
  /// epoch.
  PageReporter(Sink sink, std::int64_t time, const RunCounts& counts, const ViolationKinds& kinds);

  Result<void> begin_file(std::string_view file) override;
  Result<void> report(const Finding& finding) override;
  Result<void> unreadable(std::string_view file, std::string_view why) override;
  Result<void> finish(const ReportTotals& totals) override;
  [[nodiscard]] bool shows_text() const override { return true; }

  /// A file, and what is in it.
  struct FileRow {
    std::string name;
    RunCounts counts;
  };
  /// Where a kind of violation was seen, and the first of them.
  struct Seen {
    Violation violation;
    MarkedText text;
    std::uint64_t entry = 0;
    std::vector<std::string> places;  ///< "FILE:LINE:COLUMN", the first few
  };

 private:
  void end_file();

  Sink sink_;
  std::int64_t time_;
  const RunCounts& counts_;
  const ViolationKinds& kinds_;
  RunCounts before_;  ///< what was counted before the file at hand
  std::vector<FileRow> files_;
  std::map<std::string, Seen, std::less<>> seen_;  ///< by topic, code and pointer
  std::vector<std::string> unreadable_;
  std::uint64_t unreadable_files_ = 0;
};

}  // namespace thoth::cli
