// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/terminal_text.hpp"
#include "thoth/report.hpp"

namespace thoth {
namespace {

constexpr std::uint64_t max_cases = 10'000;
/// Violations that one case lists.
constexpr std::uint64_t max_listed = 100;

void append_reference(char32_t character, std::string& out) {
  out += fmt::format("&#x{:x};", static_cast<std::uint32_t>(character));
}

std::string escaped(std::string_view text) {
  std::string marked;
  for (const char c : plain_line(text)) {
    switch (c) {
      case '&':
        marked += "&amp;";
        break;
      case '<':
        marked += "&lt;";
        break;
      case '>':
        marked += "&gt;";
        break;
      case '"':
        marked += "&quot;";
        break;
      default:
        marked += c;
    }
  }
  std::string out;
  append_terminal_line(marked, out, append_reference);
  return out;
}

/// A suite's attributes count its cases, so each suite is held until its file has ended; of a long file only the first
/// violations are.
class JunitReporter final : public Reporter {
 public:
  JunitReporter(Sink sink, JunitReportOptions options) : sink_(std::move(sink)), options_(std::move(options)) {}

  Result<void> begin_file(std::string_view file) override {
    THOTH_TRY(end_file());
    suite_ = Suite{};
    suite_->file = file;
    return {};
  }

  Result<void> report(const Finding& finding) override {
    list(finding, entry_);
    list(finding, suite_->all);
    return {};
  }

  Result<void> end_entry(std::uint64_t number, std::string_view topic_name) override {
    Suite& suite = *suite_;
    ++suite.entries;
    if (entry_.violations > 0) ++suite.invalid;
    if (suite.entries > max_cases) {
      suite.cases = {};
    } else {
      const std::string title = options_.case_name.empty() ? fmt::format("entry {}", number) : options_.case_name;
      suite.cases += test_case(title, topic_name.empty() ? suite.file : topic_name, entry_);
    }
    entry_ = {};
    return {};
  }

  Result<void> unreadable(std::string_view file, std::string_view why) override {
    if (!suite_ || suite_->file != file) THOTH_TRY(begin_file(file));
    suite_->error = why;
    return {};
  }

  Result<void> finish(const ReportTotals& totals) override {
    THOTH_TRY(end_file());
    THOTH_TRY(begin());
    if (totals.violations > totals.reported) {
      THOTH_TRY(sink_(fmt::format("  <!-- {} of {} violations are not listed -->\n",
                                  totals.violations - totals.reported, totals.violations)));
    }
    return sink_("</testsuites>\n");
  }

  [[nodiscard]] bool wants_entries() const override { return true; }

 private:
  /// What is wrong with an entry, or a file.
  struct Failure {
    std::uint64_t violations = 0;
    std::uint64_t listed = 0;  // findings
    std::uint64_t left_out = 0;
    std::string first;  // in a word
    std::string text;
  };

  struct Suite {
    std::string file;
    std::string cases;
    std::uint64_t entries = 0;
    std::uint64_t invalid = 0;
    Failure all;  // for a file that is one case
    std::string error;
  };

  static std::string place(const Finding& finding) {
    if (finding.sightings != nullptr) return escaped(finding.sightings->first);
    const Place& place = finding.violation->place;
    return fmt::format("{}:{}:{}", escaped(finding.file), place.line, place.column);
  }

  static std::string others(const Finding& finding) {
    if (finding.sightings == nullptr || finding.sightings->count == 1) return "";
    return fmt::format("; {} in all: {}", finding.sightings->count, finding.sightings->all);
  }

  static void list(const Finding& finding, Failure& failure) {
    const Violation& violation = *finding.violation;
    if (failure.violations == 0) failure.first = name(violation.code);
    failure.violations += finding.sightings != nullptr ? finding.sightings->count : 1;
    if (failure.listed == max_listed) {
      ++failure.left_out;
      return;
    }
    ++failure.listed;
    failure.text +=
        fmt::format("{}: {}{}{}: {}{}\n", place(finding), name(violation.code), violation.pointer.empty() ? "" : " at ",
                    escaped(violation.pointer), escaped(violation.message()), others(finding));
  }

  static std::string test_case(std::string_view name, std::string_view class_name, const Failure& failure) {
    std::string text = fmt::format(R"(    <testcase name="{}" classname="{}")", escaped(name), escaped(class_name));
    if (failure.violations == 0) return text + "/>\n";
    text += fmt::format(">\n      <failure type=\"{}\" message=\"{} violation{}\">{}{}</failure>\n    </testcase>\n",
                        failure.first, failure.violations, failure.violations == 1 ? "" : "s", failure.text,
                        failure.left_out == 0 ? "" : fmt::format("and {} more\n", failure.left_out));
    return text;
  }

  Result<void> begin() {
    if (std::exchange(begun_, true)) return {};
    return sink_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"" + escaped(options_.title) + "\">\n");
  }

  Result<void> end_file() {
    if (!suite_) return {};
    Suite& suite = *suite_;
    const bool one_case = suite.entries > max_cases;
    if (one_case) {
      suite.cases =
          test_case(fmt::format("{} entries, {} invalid", suite.entries, suite.invalid), suite.file, suite.all);
    }
    if (!suite.error.empty()) {
      suite.cases += fmt::format(
          "    <testcase name=\"reading\" classname=\"{0}\">\n      <error type=\"unreadable\" message=\"{1}\"/>\n"
          "    </testcase>\n",
          escaped(suite.file), escaped(suite.error));
    }
    const std::uint64_t errors = suite.error.empty() ? 0 : 1;
    const std::uint64_t tests = (one_case ? 1 : suite.entries) + errors;
    const std::uint64_t failures = one_case ? std::min<std::uint64_t>(suite.invalid, 1) : suite.invalid;
    THOTH_TRY(begin());
    THOTH_TRY(
        sink_(fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n{}  </testsuite>\n",
                          escaped(suite.file), tests, failures, errors, suite.cases)));
    suite_.reset();
    return {};
  }

  Sink sink_;
  JunitReportOptions options_;
  bool begun_ = false;
  std::optional<Suite> suite_;
  Failure entry_;
};

}  // namespace

std::unique_ptr<Reporter> junit_reporter(Sink sink, JunitReportOptions options) {
  return std::make_unique<JunitReporter>(std::move(sink), std::move(options));
}

}  // namespace thoth
