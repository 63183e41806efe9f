// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string_view>

#include "thoth/json.hpp"
#include "thoth/report.hpp"
#include "unit/report/finding.hpp"

using namespace thoth;
using thoth::test::finding;
using thoth::test::InTopic;
using thoth::test::Text;

TEST_CASE("sarif: a topic's finding has the first record for its place, and a count") {
  Text text;
  const auto reporter = sarif_reporter(text.sink(), {"1.2.3", "/home/me"});
  const InTopic in;
  REQUIRE(reporter->report(in.found));
  CHECK(text.all.ends_with(
      R"({"ruleId":"missing","ruleIndex":5,"level":"error","message":{"text":"/solver: required member \"solver\" is missing (a string); )"
      R"(7 in all: [0] 3 to 9 (6), [1] 4"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"pre.t",)"
      R"("uriBaseId":"%SRCROOT%"},"region":{"startLine":1,"startColumn":1}},"logicalLocations":[{"fullyQualifiedName":)"
      R"("pre.t/0/3","kind":"record"}]}],"occurrenceCount":7,"properties":{"pointer":"/solver","topic_name":"t"}})"));
}

TEST_CASE("sarif: paths are URIs, relative to the folder where they stand in it") {
  const auto uri = [](std::string_view file) {
    Text text;
    const auto reporter = sarif_reporter(text.sink(), {"1.2.3", "/home/me"});
    const Violation violation{Code::type, "", {110, 7, 15}, "", "", ""};
    Finding found = finding(violation, "");
    found.file = file;
    REQUIRE(reporter->report(found));
    const auto begin = text.all.find("\"uri\":\"") + 7;
    return text.all.substr(begin, text.all.find('"', begin) - begin);
  };
  CHECK(uri("a b/c%.json") == "a%20b/c%25.json");
  CHECK(uri("./a") == "a");
  CHECK(uri("/home/me/x/y") == "x/y");
  CHECK(uri("/home/meme/y") == "file:///home/meme/y");
  CHECK(uri("\xff") == "%FF");
}

TEST_CASE("sarif: bidi controls are escaped, and mean the same") {
  Text text;
  const auto reporter = sarif_reporter(text.sink(), {});
  const Violation odd{Code::type, "/\xe2\x80\xae", {110, 7, 15}, "a\nb", "", ""};
  REQUIRE(reporter->report(finding(odd, "")));
  CHECK(text.all.find(R"("text":"/\u202e: expected a\\u000ab, found nothing")") != std::string::npos);
}

TEST_CASE("sarif: a report without findings is whole") {
  Text text;
  REQUIRE(sarif_reporter(text.sink(), {})->finish({}));
  CHECK(json::parse(text.all).document);
}
