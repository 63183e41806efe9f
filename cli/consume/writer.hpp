// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "consume/match_marks.hpp"
#include "consume/options.hpp"
#include "consume/pretty_record.hpp"
#include "consume/selection.hpp"
#include "consume/template.hpp"
#include "judging/record_validator.hpp"
#include "reading/shown_value.hpp"

namespace thoth::cli {

struct RecordWriterOptions {
  RecordFormat format = RecordFormat::ndjson;
  std::optional<RecordTemplate> layout = std::nullopt;  ///< takes the format's place
  Secrets secrets = Secrets::masked;
  json::Colours colours = json::Colours::no;
  std::optional<MatchMarks> marks = std::nullopt;     ///< only for a terminal, which then gets safe text
  std::optional<Selection> selection = std::nullopt;  ///< takes the place of entries, and csv needs it
};

/// Writes validated records.
class RecordWriter {
 public:
  explicit RecordWriter(RecordWriterOptions options);

  /// Appends a record.
  void append(const ValidatedRecord& validated, std::string& out);
  /// Appends what comes after the last record, once: the end of an array.
  void finish(std::string& out) const;
  /// True if what is written is safe on a terminal as it is, with colours that are meant for it.
  [[nodiscard]] bool is_styled() const { return is_pretty() || options_.marks; }
  /// True if what is written holds a secret that this record's type declares.
  [[nodiscard]] bool gives_away(const ValidatedRecord& validated) const;
  /// Of each selected pointer that no record had, a sentence.
  [[nodiscard]] std::vector<std::string> warnings() const;

 private:
  [[nodiscard]] bool is_pretty() const { return options_.format == RecordFormat::pretty && !options_.layout; }
  void append_record(const ValidatedRecord& validated, std::string& out);
  void append_object(const ValidatedRecord& validated, std::string& out);
  void append_selected(const ValidatedRecord& validated, std::string& out);
  void append_row(const ValidatedRecord& validated, std::string& out);
  void append_entry(const ValidatedRecord& validated, std::string& out);

  RecordWriterOptions options_;
  ShownValues shown_;
  std::uint64_t written_ = 0;
};

}  // namespace thoth::cli
