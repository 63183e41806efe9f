// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "thoth/report.hpp"
#include "unit/report/finding.hpp"

using namespace thoth;
using thoth::test::finding;
using thoth::test::full;
using thoth::test::Text;

TEST_CASE("text: a line a violation") {
  Text text;
  const auto reporter = text_reporter(text.sink());
  const Violation type{Code::type, "/a/0", {110, 7, 15}, "a string", "the number 3", ""};
  const Violation root{Code::json_syntax, "", {111, 8, 1}, "a value", "the word \"x\"", "JSON has none"};
  REQUIRE(reporter->report(finding(type, "")));
  REQUIRE(reporter->report(finding(root, "")));
  CHECK(text.all ==
        "dir/f.json:7:15: type at /a/0: expected a string, found the number 3\n"
        "dir/f.json:8:1: json-syntax: expected a value, found the word \"x\" (JSON has none)\n");
}

TEST_CASE("text: nothing breaks a line or acts on a terminal") {
  Text text;
  const Violation odd{Code::unknown_member, "/a\nb\x1b[2J", {110, 7, 15}, "x", "\x7f", ""};
  REQUIRE(text_reporter(text.sink())->report(finding(odd, "")));
  CHECK(text.all == "dir/f.json:7:15: unknown-member at /a\\u000ab\\u001b[2J: expected x, found \\u007f\n");
}

TEST_CASE("text: the line and a caret") {
  Text text;
  TextReportOptions options;
  options.excerpts = Excerpts::yes;
  const Violation type{Code::type, "/a", {107, 7, 12}, "a string", "the number 3", ""};
  REQUIRE(text_reporter(text.sink(), options)->report(finding(type, "{\"a\" : 3}")));
  CHECK(text.all ==
        "dir/f.json:7:12: type at /a: expected a string, found the number 3\n"
        "     7 | {\"a\" : 3}\n"
        "       |        ^\n");
}

TEST_CASE("text: a sink's error ends the report") {
  const Violation type{Code::type, "", {}, "", "", ""};
  CHECK(text_reporter(full)->report(finding(type, "")).error().code == ErrorCode::io);
}
