// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <utility>

#include "base/terminal_text.hpp"
#include "json/writer.hpp"
#include "thoth/report.hpp"

namespace thoth {
namespace {

class JsonReporter final : public Reporter {
 public:
  explicit JsonReporter(Sink sink) : sink_(std::move(sink)) {}

  Result<void> report(const Finding& finding) override {
    const Violation& violation = *finding.violation;
    line_.clear();
    json::Writer line(line_);
    line.begin_object().member("file", plain_line(finding.file)).member("entry", finding.entry);
    line.member("line", violation.place.line).member("column", violation.place.column);
    line.member("code", name(violation.code)).member("pointer", violation.pointer);
    line.member("message", violation.message()).member("topic_name", json::null_if_empty(finding.topic_name));
    if (!violation.schema.empty()) line.member("schema", violation.schema);
    line.end_object();
    line_ += '\n';
    return sink_(line_);
  }

 private:
  Sink sink_;
  std::string line_;
};

}  // namespace

std::unique_ptr<Reporter> json_reporter(Sink sink) {
  return std::make_unique<JsonReporter>(std::move(sink));
}

}  // namespace thoth
