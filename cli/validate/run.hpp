#pragma once

#include <cstdint>
#include <string>

#include "judging/entry_batch.hpp"
#include "judging/entry_judge.hpp"
#include "judging/part_cutter.hpp"
#include "judging/work_queue.hpp"
#include "program/context.hpp"
#include "thoth/message_file.hpp"
#include "validate/options.hpp"
#include "validate/report.hpp"

namespace thoth::cli {

/// Judges files, one after another, on as many threads as the options say, and hands what it finds to a report: the
/// same in the same order, however many threads there are.
class FileJudging {
 public:
  /// All of these must outlive this.
  FileJudging(const ValidateOptions& options, Context& context, ValidationReport& report);

  /// Judges one file. Errors: usage (unreadable), io (the report cannot be written), interrupted, unreachable (the
  /// deadline).
  Result<void> judge(const std::string& path);

 private:
  /// Where a reader counts from, in the file.
  struct Origin {
    std::uint64_t entries = 0;  ///< before it
    std::uint64_t offset = 0;
    file::Reader* file = nullptr;  ///< which knows the place of the offset; null where that is the file's start

    /// Lines are counted only where someone asks. Ascending, as Reader::place_at.
    [[nodiscard]] Place place() const { return file == nullptr ? Place{} : file->place_at(offset); }
  };
  struct Part;
  class Parts;
  class Stream;

  Result<void> judge(file::Reader& reader);
  Result<void> read_on(file::Reader& reader, const Origin& origin, std::uint64_t& number);
  [[nodiscard]] file::Places places() const;
  std::uint64_t pass_valid(VerdictCollector& collected, file::Reader& reader, EntryJudge& judge, Detail detail) const;
  void judge_into(VerdictCollector& collected, file::Reader& reader, file::Entry& entry, EntryJudge& judge,
                  Detail detail) const;
  void judge_placed(VerdictCollector& collected, const file::Entry& entry, EntryJudge& judge, Detail detail) const;
  Result<void> report_entry(file::Reader& reader, file::Entry& entry, const Origin& origin);
  Result<void> report(VerdictCollector& collected, const Origin& origin);
  [[nodiscard]] Result<void> check_time() const;
  [[nodiscard]] const std::string& topic_of(const file::Entry& entry) const;
  [[nodiscard]] EntryJudge make_judge() const;

  const ValidateOptions& options_;
  Context& context_;
  ValidationReport& report_;
  unsigned jobs_;
  EntryJudge judge_;
  std::string name_;  // of the file
};

}  // namespace thoth::cli
