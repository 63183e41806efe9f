// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <vector>

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
      reporter_(make_reporter(
          options.format, [&out](std::string_view text) { return out.write_styled(text); }, out.is_terminal(),
          options.output.value_or("-") != "-" ? context.settings.color == Color::always
                                              : is_coloured(context.settings.color, 1))),
      most_(limit(options)),
      kinds_(max_kinds_counted) {}

Result<void> ValidationReport::begin_file(const std::string& name) {
  file_ = name;
  entries_before_ = entries_;
  return reporter_->begin_file(file_);
}

Result<void> ValidationReport::add(const EntryResult& outcome) {
  ++entries_;
  if (!outcome.violations.empty()) ++invalid_;
  if (outcome.violations.empty() && !outcome.known) THOTH_TRY(add_unvalidated(outcome));
  const bool shows_text = !outcome.violations.empty() && totals_.reported < most_ && reporter_->shows_text();
  const auto hidden = shows_text ? hidden_parts(types_, outcome.topic_name, outcome.text) : std::vector<ByteRange>{};
  for (const Violation& violation : outcome.violations) {
    ++totals_.violations;
    kinds_.add(outcome.topic_name, violation);
    if (totals_.reported >= most_) continue;
    if (++totals_.reported == most_) full_ = true;
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
  entries_ += collected.entries() - collected.results().size();
  invalid_ += collected.counted();
  unvalidated_ += collected.unvalidated();
  totals_.violations += collected.kinds().violations();
  kinds_.add(collected.kinds());
}

Detail ValidationReport::detail(std::uint64_t violations) const {
  if (wanted() == WantedResults::all) return Detail::full;
  return full_ || violations >= most_ ? Detail::count : Detail::full;
}

void ValidationReport::end_file() {
  if (entries_ == entries_before_) console_.summary(fmt::format("{}: contains no entries", file_));
}

Result<void> ValidationReport::unreadable(const Error& error) {
  console_.error(error.text());
  all_read_ = false;
  return reporter_->unreadable(error.subject, error.text());
}

Result<void> ValidationReport::finish() {
  THOTH_TRY(reporter_->finish(totals_));
  THOTH_TRY(out_.flush());
  summarize();
  return {};
}

void ValidationReport::summarize() {
  if (totals_.violations > totals_.reported) {
    const bool max = totals_.reported == max_sarif_results && format_ == ReportFormat::sarif;
    console_.summary(
        fmt::format("{} more violations are not shown ({}); all violations:", totals_.violations - totals_.reported,
                    max ? "a SARIF log holds at most 25,000" : "--max-violations 0 shows all"));
    for (const std::string& line : kinds_.lines()) console_.summary(line);
  }
  std::string line = counted(entries_, "entry", "entries");
  if (unvalidated_ == 0 || unvalidated_ < entries_)
    line += fmt::format(", {} valid", entries_ - invalid_ - unvalidated_);
  if (unvalidated_ != 0)
    line += unvalidated_ == entries_ ? ", not validated" : fmt::format(", {} not validated", unvalidated_);
  console_.summary(fmt::format("{}, {}", line, counted(totals_.violations, "violation", "violations")));
}

ExitCode ValidationReport::exit_code() const {
  if (!all_read_) return ExitCode::usage;
  return totals_.violations == 0 ? ExitCode::ok : ExitCode::invalid;
}

}  // namespace thoth::cli
