// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "thoth/report.hpp"
#include "unit/report/finding.hpp"

using namespace thoth;
using thoth::test::finding;
using thoth::test::InTopic;
using thoth::test::Text;

TEST_CASE("junit: cases are counted, and what XML cannot hold is written otherwise") {
  Text text;
  const auto reporter = junit_reporter(text.sink());
  const Violation odd{Code::value, "", {110, 7, 15}, "<&\">", "\x01 \xef\xbf\xbf \xff", ""};
  REQUIRE(reporter->begin_file("dir/f.json"));
  REQUIRE(reporter->report(finding(odd, "")));
  REQUIRE(reporter->end_entry(1, ""));
  REQUIRE(reporter->end_entry(2, "t"));
  REQUIRE(reporter->finish({1, 1}));
  CHECK(text.all ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"thoth-msg validate\">\n"
        "  <testsuite name=\"dir/f.json\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
        "    <testcase name=\"entry 1\" classname=\"dir/f.json\">\n"
        "      <failure type=\"value\" message=\"1 violation\">dir/f.json:7:15: value: expected &lt;&amp;&quot;&gt;, "
        "found "
        "\\u0001 \\uffff \xef\xbf\xbd\n</failure>\n    </testcase>\n"
        "    <testcase name=\"entry 2\" classname=\"t\"/>\n  </testsuite>\n</testsuites>\n");
}

TEST_CASE("junit: a topic is a suite of one case, which names the first record and all partitions") {
  Text text;
  const auto reporter = junit_reporter(text.sink(), {"thoth-msg audit", "records"});
  const InTopic in;
  REQUIRE(reporter->begin_file("pre.t"));
  REQUIRE(reporter->report(in.found));
  REQUIRE(reporter->end_entry(1, "t"));
  REQUIRE(reporter->finish({7, 7}));
  CHECK(text.all ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"thoth-msg audit\">\n"
        "  <testsuite name=\"pre.t\" tests=\"1\" failures=\"1\" errors=\"0\">\n"
        "    <testcase name=\"records\" classname=\"t\">\n"
        "      <failure type=\"missing\" message=\"7 violations\">pre.t/0/3: missing at /solver: required member "
        "&quot;solver&quot; is missing (a string); 7 in all: [0] 3 to 9 (6), [1] 4\n</failure>\n    </testcase>\n  "
        "</testsuite>\n</testsuites>\n");
}

TEST_CASE("junit: what hides, or is a command in a workflow's log, is a reference to its character") {
  Text text;
  const auto reporter = junit_reporter(text.sink());
  const Violation odd{Code::value, "/\xe2\x80\xae", {110, 7, 15}, "##[error]", "\n\xc2\x9b", ""};
  REQUIRE(reporter->begin_file("::error::x\xe2\x80\xa8"));
  Finding found = finding(odd, "");
  found.file = "::error::x";
  REQUIRE(reporter->report(found));
  REQUIRE(reporter->end_entry(1, ""));
  REQUIRE(reporter->finish({1, 1}));
  CHECK(text.all.find("<testsuite name=\"&#x3a;:error::x&#x2028;\"") != std::string::npos);
  CHECK(text.all.find(">&#x3a;:error::x:7:15: value at /&#x202e;: expected ##&#x5b;error], found \\u000a\\u009b\n") !=
        std::string::npos);
}

TEST_CASE("junit: a report without findings is whole") {
  Text text;
  REQUIRE(junit_reporter(text.sink())->finish({}));
  CHECK(text.all.ends_with("</testsuites>\n"));
}
