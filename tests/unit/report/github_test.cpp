// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "thoth/report.hpp"
#include "unit/report/finding.hpp"

using namespace thoth;
using thoth::test::finding;
using thoth::test::full;
using thoth::test::Text;

TEST_CASE("github: an annotation a violation, escaped") {
  Text text;
  const auto reporter = github_reporter(text.sink());
  const Violation odd{Code::type, "/a,b:c%", {110, 7, 15}, "a\nb", "50%, so: x", ""};
  REQUIRE(reporter->report(finding(odd, "")));
  REQUIRE(reporter->finish({11, 1}));
  CHECK(text.all ==
        "::error file=dir/f.json,line=7,col=15,title=type at /a%2Cb%3Ac%25::expected a\\u000ab, found 50%25, so: x\n"
        "::notice title=thoth-msg validate::10 of 11 violations are not shown here\n");
}

TEST_CASE("github: bidi controls are made visible, and a file's name stays what it is") {
  Text text;
  const auto reporter = github_reporter(text.sink());
  const Violation odd{Code::type, "/\xe2\x80\xae", {110, 7, 15}, "a\xe2\x80\x8b", "", ""};
  Finding found = finding(odd, "");
  found.file = "::error::";
  REQUIRE(reporter->report(found));
  CHECK(text.all ==
        "::error file=%3A%3Aerror%3A%3A,line=7,col=15,title=type at /\\u202e::expected a\\u200b, found nothing\n");
}

TEST_CASE("github: a sink's error ends the report") {
  const Violation type{Code::type, "", {}, "", "", ""};
  CHECK(github_reporter(full)->report(finding(type, "")).error().code == ErrorCode::io);
}
