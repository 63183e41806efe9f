#include <fmt/format.h>

#include <utility>

#include "thoth/report.hpp"
#include "validation/plain_text.hpp"

namespace thoth {
namespace {

enum class Within : bool { message, property };

/// Escapes text for a workflow command. A property ends at a comma or colon, so those are escaped there too.
std::string escaped(std::string_view text, Within within) {
  std::string out;
  for (const char c : plain_text(text)) {
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
    return sink_(fmt::format("::error file={},line={},col={},title={}::{}\n", escaped(finding.file, Within::property),
                             violation.place.line, violation.place.column, escaped(title, Within::property),
                             escaped(violation.message(), Within::message)));
  }

  Result<void> unreadable(std::string_view file, std::string_view why) override {
    return sink_(fmt::format("::error file={},title=unreadable::{}\n", escaped(file, Within::property),
                             escaped(why, Within::message)));
  }

  Result<void> finish(const ReportTotals& totals) override {
    if (totals.violations == totals.reported) return {};
    return sink_(fmt::format("::notice title=thoth-msg validate::{} of {} violations are not shown here\n",
                             totals.violations - totals.reported, totals.violations));
  }

 private:
  Sink sink_;
};

}  // namespace

std::unique_ptr<Reporter> github_reporter(Sink sink) {
  return std::make_unique<GithubReporter>(std::move(sink));
}

}  // namespace thoth
