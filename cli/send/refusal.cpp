// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/refusal.hpp"

#include <fmt/format.h>

#include <vector>

#include "judging/hidden_parts.hpp"
#include "output/report_format.hpp"

namespace thoth::cli {

std::unique_ptr<Reporter> console_reporter(Console& console) {
  return make_reporter(
      ReportFormat::text,
      [&console](std::string_view text) {
        console.report(text);
        return Result<void>{};
      },
      console.is_terminal(), console.is_coloured());
}

EntryResult result_of(const Outgoing& outgoing) {
  const file::Entry& entry = *outgoing.entry;
  return {entry.number, entry.place, entry.text, std::string(outgoing.base_topic), outgoing.known, outgoing.violations};
}

void report_violations(const EntryResult& result, const std::string& file, const Catalog& types, Reporter& reporter) {
  const auto hidden =
      reporter.shows_text() ? hidden_parts(types, result.topic_name, result.text) : std::vector<ByteRange>{};
  for (const Violation& violation : result.violations) {
    // This sink takes everything.
    static_cast<void>(reporter.report(
        Finding{file, result.number, result.topic_name, result.text, result.place, &violation, hidden}));
  }
}

Error refuse_entry(const Outgoing& outgoing, const std::string& file, Context& context, std::string_view sent) {
  const auto reporter = console_reporter(context.console);
  report_violations(result_of(outgoing), file, context.types, *reporter);
  return {ErrorCode::invalid, "validating", file, fmt::format("entry {} cannot be sent", outgoing.entry->number),
          std::string(sent)};
}

Error refuse_topic(const LeftOutSchema& left_out) {
  Error error = left_out.using_error("sending to");
  if (!left_out.is_fault()) error.advice = "--no-validate sends values as they are";
  return error;
}

}  // namespace thoth::cli
