// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "base/utc_text.hpp"
#include "judging/hidden_parts.hpp"
#include "output/text.hpp"

namespace thoth::cli {
namespace {

/// Kinds of violations that are told apart, so that memory is bounded.
constexpr std::size_t max_kinds_counted = 10'000;

/// A text report of a million equal mistakes serves no one, and GitHub shows ten annotations.
std::uint64_t usual_limit(ReportFormat format) {
  if (format == ReportFormat::text) return 100;
  return format == ReportFormat::github ? 10 : 0;
}

std::uint64_t limit(const ValidateOptions& options) {
  const auto asked = static_cast<std::uint64_t>(options.max_violations.value_or(0));
  const std::uint64_t max = options.max_violations ? asked : usual_limit(options.format);
  const std::uint64_t all =
      options.format == ReportFormat::sarif ? max_sarif_results : std::numeric_limits<std::uint64_t>::max();
  return max == 0 ? all : std::min(max, all);
}

}  // namespace

ValidationReport::ValidationReport(const ValidateOptions& options, Context& context, Output& out)
    : format_(options.format),
      console_(context.console),
      out_(out),
      types_(context.types),
      unknown_(context.types, context.console, "not validated"),
      kinds_(max_kinds_counted),
      reporter_(reporter_for(options, context, out)),
      most_(limit(options)) {}

std::unique_ptr<Reporter> ValidationReport::reporter_for(const ValidateOptions& options, const Context& context,
                                                         Output& out) const {
  if (options.format == ReportFormat::html) {
    return std::make_unique<PageReporter>([&out](std::string_view text) { return out.write(text); }, milliseconds_now(),
                                          counts_, kinds_);
  }
  const bool is_file = options.output.value_or("-") != "-";
  return make_reporter(
      options.format, [&out](std::string_view text) { return out.write_styled(text); }, out.is_terminal(),
      is_file ? context.settings.color == Color::always : is_coloured(context.settings.color, 1));
}

Result<void> ValidationReport::begin_file(const std::string& name) {
  file_ = name;
  entries_before_ = counts_.entries;
  return reporter_->begin_file(file_);
}

Result<void> ValidationReport::add(const EntryResult& outcome) {
  ++counts_.entries;
  if (!outcome.violations.empty()) ++counts_.invalid;
  if (outcome.violations.empty() && !outcome.known) THOTH_TRY(add_unvalidated(outcome));
  const bool shows_text = !outcome.violations.empty() && reported_ < most_ && reporter_->shows_text();
  const auto hidden = shows_text ? hidden_parts(types_, outcome.topic_name, outcome.text) : std::vector<ByteRange>{};
  for (const Violation& violation : outcome.violations) {
    ++counts_.violations;
    kinds_.add(outcome.topic_name, violation);
    if (reported_ >= most_) continue;
    if (++reported_ == most_) full_ = true;
    THOTH_TRY(reporter_->report(
        Finding{file_, outcome.number, outcome.topic_name, outcome.text, outcome.place, &violation, hidden}));
  }
  if (!reporter_->wants_entries()) return {};
  return reporter_->end_entry(outcome.number, outcome.topic_name);
}

/// Warns of a topic without a type; where its schema was left out, the run cannot do what was asked.
Result<void> ValidationReport::add_unvalidated(const EntryResult& outcome) {
  const LeftOutSchema* const left_out = types_.find_left_out(outcome.topic_name);
  if (left_out == nullptr) {
    unknown_.add(file_, outcome.place, outcome.topic_name);
    return {};
  }
  all_read_ = false;
  if (!left_out_.emplace(left_out->topic, file_).second) return {};
  const std::string text = left_out->using_error("validating").text();
  console_.error(fmt::format("{}:{}:{}: {}", file_, outcome.place.line, outcome.place.column, text));
  return reporter_->unreadable(file_, text);
}

void ValidationReport::add_numbers(const ResultCollector& collected) {
  counts_.entries += collected.entries() - collected.results().size();
  counts_.invalid += collected.counted();
  counts_.unvalidated += collected.unvalidated();
  counts_.violations += collected.kinds().violations();
  kinds_.add(collected.kinds());
}

Detail ValidationReport::detail(std::uint64_t violations) const {
  if (wanted() == WantedResults::all) return Detail::full;
  return full_ || violations >= most_ ? Detail::count : Detail::full;
}

void ValidationReport::end_file() {
  if (counts_.entries == entries_before_) console_.summary(fmt::format("{}: contains no entries", file_));
}

Result<void> ValidationReport::unreadable(const Error& error) {
  console_.error(error.text());
  all_read_ = false;
  return reporter_->unreadable(error.subject, error.text());
}

Result<void> ValidationReport::finish() {
  THOTH_TRY(reporter_->finish({counts_.violations, reported_}));
  THOTH_TRY(out_.flush());
  summarize();
  return {};
}

void ValidationReport::summarize() {
  if (counts_.violations > reported_) {
    const bool max = reported_ == max_sarif_results && format_ == ReportFormat::sarif;
    console_.summary(
        fmt::format("{} more violations are not shown ({}); all violations:", counts_.violations - reported_,
                    max ? "a SARIF log holds at most 25,000" : "--max-violations 0 shows all"));
    for (const std::string& line : kinds_.lines()) console_.summary(line);
  }
  std::string line = counted(counts_.entries, "entry", "entries");
  if (counts_.unvalidated == 0 || counts_.unvalidated < counts_.entries)
    line += fmt::format(", {} valid", counts_.entries - counts_.invalid - counts_.unvalidated);
  if (counts_.unvalidated != 0)
    line += counts_.unvalidated == counts_.entries ? ", not validated"
                                                   : fmt::format(", {} not validated", counts_.unvalidated);
  console_.summary(fmt::format("{}, {}", line, counted(counts_.violations, "violation", "violations")));
}

ExitCode ValidationReport::exit_code() const {
  if (!all_read_) return ExitCode::usage;
  return counts_.violations == 0 ? ExitCode::ok : ExitCode::invalid;
}

}  // namespace thoth::cli
