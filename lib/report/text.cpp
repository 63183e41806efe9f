// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <utility>

#include "base/terminal_text.hpp"
#include "thoth/report.hpp"

namespace thoth {
namespace {

class TextReporter final : public Reporter {
 public:
  TextReporter(Sink sink, const TextReportOptions& options) : sink_(std::move(sink)), options_(options) {}

  Result<void> report(const Finding& finding) override {
    const Violation& violation = *finding.violation;
    std::string text = fmt::format("{}{}:{}:{}:{} {}{}{}", bold(), terminal_line(finding.file), violation.place.line,
                                   violation.place.column, plain(), red(), name(violation.code), plain());
    if (!violation.pointer.empty()) text += " at " + terminal_line(violation.pointer);
    text += ": " + terminal_line(violation.message()) + '\n';
    if (options_.excerpts == Excerpts::yes) add_excerpt(finding, text);
    return sink_(text);
  }

  [[nodiscard]] bool shows_text() const override { return options_.excerpts == Excerpts::yes; }

 private:
  void add_excerpt(const Finding& finding, std::string& text) const {
    const Place place = finding.violation->place;
    if (finding.text.empty() || place.offset < finding.text_place.offset) return;
    const std::size_t offset = place.offset - finding.text_place.offset;
    if (offset > finding.text.size()) return;
    const std::string margin = fmt::format("{:>6} | ", place.line);
    const Excerpt shown = excerpt(finding.text, offset, options_.width - margin.size(), finding.hidden);
    text += fmt::format("{}{}\n{:>6} | {:{}}{}^{}\n", margin, shown.line, "", "", shown.indent, red(), plain());
  }

  [[nodiscard]] std::string_view bold() const { return options_.coloured ? "\x1b[1m" : ""; }
  [[nodiscard]] std::string_view red() const { return options_.coloured ? "\x1b[1;31m" : ""; }
  [[nodiscard]] std::string_view plain() const { return options_.coloured ? "\x1b[0m" : ""; }

  Sink sink_;
  TextReportOptions options_;
};

}  // namespace

std::unique_ptr<Reporter> text_reporter(Sink sink, const TextReportOptions& options) {
  return std::make_unique<TextReporter>(std::move(sink), options);
}

}  // namespace thoth
