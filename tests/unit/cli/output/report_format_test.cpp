// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/report_format.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace thoth;
using cli::ReportFormat;

namespace {

std::string reported(ReportFormat format, bool on_terminal, bool coloured) {
  std::string text;
  const Sink sink = [&text](std::string_view part) -> Result<void> {
    text += part;
    return {};
  };
  const Violation violation{Code::type, "/a", {5, 1, 6}, "a string", "the number 3", ""};
  const auto reporter = cli::make_reporter(format, sink, on_terminal, coloured);
  REQUIRE(reporter->begin_file("f.json"));
  REQUIRE(reporter->report({"f.json", 1, "t", R"({"a":3})", {}, &violation}));
  REQUIRE(reporter->end_entry(1, "t"));
  REQUIRE(reporter->finish({1, 1}));
  return text;
}

}  // namespace

TEST_CASE("each format has its reporter") {
  CHECK(reported(ReportFormat::text, false, false).starts_with("f.json:1:6: type at /a: "));
  CHECK(reported(ReportFormat::json, false, false).starts_with(R"({"file":"f.json")"));
  CHECK(reported(ReportFormat::github, false, false).starts_with("::error file=f.json"));
  CHECK(reported(ReportFormat::sarif, false, false).find(R"("version":"2.1.0")") != std::string::npos);
  CHECK(reported(ReportFormat::junit, false, false).starts_with("<?xml "));
}

TEST_CASE("text for people shows the line on a terminal, and colours where they are wanted") {
  const std::string plain = reported(ReportFormat::text, false, false);
  CHECK(plain.find('^') == std::string::npos);
  CHECK(reported(ReportFormat::text, true, false).find('^') != std::string::npos);
  CHECK(reported(ReportFormat::text, true, false).find('\x1b') == std::string::npos);
  CHECK(reported(ReportFormat::text, true, true).find('\x1b') != std::string::npos);
  CHECK(reported(ReportFormat::json, true, true) == reported(ReportFormat::json, false, false));
}
