// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "judging/record_validator.hpp"
#include "reading/shown_value.hpp"

namespace thoth::cli {

/// A record as conditions look at it: its value is parsed, and validated, once it is asked for, and once only.
class RecordView {
 public:
  /// `contents` holds contents_of(record). All of them must outlive this.
  RecordView(const kafka::Record& record, json::LazyTree& contents, RecordValidator& validator)
      : record_(record), contents_(contents), validator_(validator) {}

  [[nodiscard]] const kafka::Record& record() const { return record_; }
  [[nodiscard]] const RecordTopic& topic() { return validator_.topic_of(record_.topic); }
  /// Its value as text: what comes after a schema registry's frame if that is JSON, else all bytes.
  [[nodiscard]] std::optional<std::string_view> value() { return printed_value(record_, contents_); }
  /// The contents; null for a tombstone and for what is not JSON.
  [[nodiscard]] const json::Node* root() { return record_.value ? contents_.root() : nullptr; }
  /// Valid until the validator gets another record.
  [[nodiscard]] const ValidatedRecord& validated() {
    if (!validated_) validated_.emplace(validator_.validate(record_, contents_));
    return *validated_;
  }

 private:
  const kafka::Record& record_;
  json::LazyTree& contents_;
  RecordValidator& validator_;
  std::optional<ValidatedRecord> validated_;
};

}  // namespace thoth::cli
