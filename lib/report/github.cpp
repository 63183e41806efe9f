// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <utility>

#include "base/terminal_text.hpp"
#include "thoth/report.hpp"

namespace thoth {
namespace {

enum class Within : bool { message, property };

/// Escapes text for a workflow command. A property ends at a comma or colon, so those are escaped there too.
std::string escaped(std::string_view text, Within within) {
  std::string safe;
  append_terminal_safe(text, safe, Lines::one);
  std::string out;
  for (const char c : safe) {
    const bool ends_property = within == Within::property && (c == ':' || c == ',');
    if (c == '%' || ends_property) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

class GithubReporter final : public Reporter {
 public:
  explicit GithubReporter(Sink sink) : sink_(std::move(sink)) {}

  Result<void> report(const Finding& finding) override {
    const Violation& violation = *finding.violation;
    std::string title(name(violation.code));
    if (!violation.pointer.empty()) title += " at " + violation.pointer;
    return sink_(github_command("error",
                                {{"file", std::string(finding.file)},
                                 {"line", std::to_string(violation.place.line)},
                                 {"col", std::to_string(violation.place.column)},
                                 {"title", std::move(title)}},
                                violation.message()));
  }

  Result<void> unreadable(std::string_view file, std::string_view why) override {
    return sink_(github_command("error", {{"file", std::string(file)}, {"title", "unreadable"}}, why));
  }

  Result<void> finish(const ReportTotals& totals) override {
    if (totals.violations == totals.reported) return {};
    return sink_(github_command(
        "notice", {{"title", "thoth-msg validate"}},
        fmt::format("{} of {} violations are not shown here", totals.violations - totals.reported, totals.violations)));
  }

 private:
  Sink sink_;
};

}  // namespace

std::string github_command(std::string_view kind,
                           const std::vector<std::pair<std::string_view, std::string>>& properties,
                           std::string_view message) {
  std::string command = fmt::format("::{}", kind);
  char separator = ' ';
  for (const auto& [name, value] : properties) {
    if (value.empty()) continue;
    command += fmt::format("{}{}={}", separator, name, escaped(value, Within::property));
    separator = ',';
  }
  return command + "::" + escaped(message, Within::message) + '\n';
}

std::unique_ptr<Reporter> github_reporter(Sink sink) {
  return std::make_unique<GithubReporter>(std::move(sink));
}

}  // namespace thoth
