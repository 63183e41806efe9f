// SPDX-License-Identifier: GPL-3.0-or-later
// Validates a message file in process and prints each violation with its place and the line itself.
//
//     ./validate_file messages_to_be_sent.json
//
// Exit code: 0 if every entry is valid, 1 if one is not, 2 if the file could not be read.
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "thoth/message_file.hpp"
#include "thoth/messages/all.hpp"
#include "thoth/report.hpp"
#include "thoth/validation.hpp"

namespace file = thoth::file;

/// Everything that is wrong with an entry, with its place in the file.
thoth::Violations violations_of(const file::Entry& entry, thoth::MessageValidator& validator) {
  if (!entry.violations.empty()) return entry.violations;   // not JSON, or not an entry
  if (entry.form == file::ValueForm::tombstone) return {};  // no value to validate
  const thoth::Schema* schema = thoth::messages::catalog().find(entry.topic_name);
  if (schema == nullptr) {
    const auto nearest = thoth::messages::catalog().nearest_topic(entry.topic_name);
    return {{thoth::Code::unknown_topic, "", entry.place, "a known topic", entry.topic_name, nearest.value_or("")}};
  }
  if (entry.form == file::ValueForm::bytes) {
    // Sent as they are, so nothing is filled in; the file holds them in base64, so all violations are at the entry.
    auto violations = thoth::MessageValidator().validate_bytes(schema, entry.bytes).violations;
    for (thoth::Violation& violation : violations) violation.place = entry.place;
    return violations;
  }
  auto violations = validator.validate(*schema, entry.contents).violations;
  file::locate(entry, violations);
  return violations;
}

/// Validates a file entry by entry, in bounded memory. Returns the number of violations.
thoth::Result<std::uint64_t> validate(const std::string& path) {
  auto source = THOTH_TRY(file::Source::open(path));
  file::Reader reader(std::move(source));
  // A file may leave these two members out: `thoth-msg send` fills them in.
  thoth::MessageValidator validator({.strict = thoth::Strict::members,
                                     .fill_ins = {{"component_name", "validate_file"}, {"service_version", "1.0.0"}},
                                     .wire = thoth::Wire::skip});
  const auto print = [](std::string_view text) -> thoth::Result<void> {
    std::cout << text;
    return {};
  };
  const auto reporter = thoth::text_reporter(print, {.excerpts = thoth::Excerpts::yes});

  thoth::ReportTotals totals;
  file::Entry entry;
  while (true) {
    const bool is_read = THOTH_TRY(reader.next(entry));
    if (!is_read) break;
    for (const thoth::Violation& violation : violations_of(entry, validator)) {
      THOTH_TRY(reporter->report({.file = path,
                                  .entry = entry.number,
                                  .topic_name = entry.topic_name,
                                  .text = entry.text,
                                  .text_place = entry.place,
                                  .violation = &violation}));
      totals.reported = ++totals.violations;
    }
  }
  THOTH_TRY(reporter->finish(totals));
  return totals.violations;
}

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "Usage: validate_file FILE\n";
    return 2;
  }
  const auto violations = validate(argv[1]);
  if (!violations) {
    std::cerr << "validate_file: " << violations.error().text() << '\n';
    return 2;
  }
  std::cout << *violations << " violations\n";
  return *violations == 0 ? 0 : 1;
}
