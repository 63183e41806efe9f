// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "thoth/report.hpp"
#include "unit/report/finding.hpp"

using namespace thoth;
using thoth::test::finding;
using thoth::test::full;
using thoth::test::Text;

TEST_CASE("json: an object a violation") {
  Text text;
  const auto reporter = json_reporter(text.sink());
  const Violation type{Code::type, "/a\"", {110, 7, 15}, "a string", "the number 3", ""};
  REQUIRE(reporter->report(finding(type, "")));
  Finding anonymous = finding(type, "");
  anonymous.topic_name = {};
  REQUIRE(reporter->report(anonymous));
  CHECK(
      text.all ==
      R"({"file":"dir/f.json","entry":3,"line":7,"column":15,"code":"type","pointer":"/a\"","message":"expected a string, found the number 3","topic_name":"thoth.t"})"
      "\n"
      R"({"file":"dir/f.json","entry":3,"line":7,"column":15,"code":"type","pointer":"/a\"","message":"expected a string, found the number 3","topic_name":null})"
      "\n");
}

TEST_CASE("json: bidi controls are escaped, and mean the same") {
  Text text;
  const Violation odd{Code::type, "/\xe2\x80\xae", {110, 7, 15}, "a string", "the number 3", ""};
  Finding found = finding(odd, "");
  found.file = "a\n\xe2\x80\xae";
  REQUIRE(json_reporter(text.sink())->report(found));
  CHECK(text.all.starts_with(R"({"file":"a\\u000a\u202e",)"));
  CHECK(text.all.find(R"("pointer":"/\u202e")") != std::string::npos);
}

TEST_CASE("json: a sink's error ends the report") {
  const Violation type{Code::type, "", {}, "", "", ""};
  CHECK(json_reporter(full)->report(finding(type, "")).error().code == ErrorCode::io);
}
