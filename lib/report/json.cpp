#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "base/terminal_text.hpp"
#include "thoth/json.hpp"
#include "thoth/report.hpp"

namespace thoth {
namespace {

class JsonReporter final : public Reporter {
 public:
  explicit JsonReporter(Sink sink) : sink_(std::move(sink)) {}

  Result<void> report(const Finding& finding) override {
    const Violation& violation = *finding.violation;
    line_.clear();
    member("{\"file\":", plain_line(finding.file));
    fmt::format_to(std::back_inserter(line_), R"(,"entry":{},"line":{},"column":{})", finding.entry,
                   violation.place.line, violation.place.column);
    member(",\"code\":", name(violation.code));
    member(",\"pointer\":", violation.pointer);
    member(",\"message\":", violation.message());
    if (finding.topic_name.empty()) {
      line_ += ",\"topic_name\":null";
    } else {
      member(",\"topic_name\":", finding.topic_name);
    }
    if (!violation.schema.empty()) member(",\"schema\":", violation.schema);
    line_ += "}\n";
    return sink_(line_);
  }

 private:
  void member(std::string_view name, std::string_view text) {
    line_ += name;
    json::write_string(text, line_);
  }

  Sink sink_;
  std::string line_;
};

}  // namespace

std::unique_ptr<Reporter> json_reporter(Sink sink) {
  return std::make_unique<JsonReporter>(std::move(sink));
}

}  // namespace thoth
