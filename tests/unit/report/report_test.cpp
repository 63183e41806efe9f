#include "thoth/report.hpp"

#include <doctest/doctest.h>

#include <utility>

#include "thoth/json.hpp"

using namespace thoth;

namespace {

Finding finding(const Violation& violation, std::string_view text) {
  return {"dir/f.json", 3, "thoth.t", text, {100, 7, 5}, &violation};
}

struct Text {
  std::string all;
  Sink sink() {
    return [this](std::string_view part) -> Result<void> {
      all += part;
      return {};
    };
  }
};

}  // namespace

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

namespace {

/// A finding that stands for records of a topic.
struct InTopic {
  InTopic() { found.sightings = &sightings; }
  Violation violation{Code::missing, "/solver", {}, "a string", "", ""};
  Sightings sightings{7, "pre.t/0/3", "[0] 3 to 9 (6), [1] 4"};
  Finding found{"pre.t", 1, "t", "", {}, &violation};
};

}  // namespace

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
        "      <failure type=\"missing\" message=\"7 violations\">pre.t/0/3: missing at /solver: expected a string, "
        "found "
        "nothing; 7 in all: [0] 3 to 9 (6), [1] 4\n</failure>\n    </testcase>\n  </testsuite>\n</testsuites>\n");
}

TEST_CASE("sarif: a topic's finding has the first record for its place, and a count") {
  Text text;
  const auto reporter = sarif_reporter(text.sink(), {"1.2.3", "/home/me"});
  const InTopic in;
  REQUIRE(reporter->report(in.found));
  CHECK(text.all.ends_with(
      R"({"ruleId":"missing","ruleIndex":5,"level":"error","message":{"text":"/solver: expected a string, found nothing; )"
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

TEST_CASE("a report without findings is whole") {
  for (const auto& make : {+[](Sink sink) { return junit_reporter(std::move(sink)); },
                           +[](Sink sink) { return sarif_reporter(std::move(sink), {}); }}) {
    Text text;
    REQUIRE(make(text.sink())->finish({}));
    CHECK((text.all.ends_with("</testsuites>\n") || json::parse(text.all).document));
  }
}

TEST_CASE("a sink's error ends the report") {
  const Violation type{Code::type, "", {}, "", "", ""};
  const Sink full = [](std::string_view) -> Result<void> { return fail(ErrorCode::io, "writing", "f", "full"); };
  CHECK(text_reporter(full)->report(finding(type, "")).error().code == ErrorCode::io);
  CHECK(json_reporter(full)->report(finding(type, "")).error().code == ErrorCode::io);
}

TEST_CASE("excerpts") {
  const auto shown = [](std::string_view text, std::size_t offset, std::size_t width) {
    const Excerpt result = excerpt(text, offset, width);
    return result.line + "|" + std::to_string(result.indent);
  };
  CHECK(shown("abc", 1, 20) == "abc|1");
  CHECK(shown("first\nsecond\nthird", 8, 20) == "second|2");
  CHECK(shown("abc", 3, 20) == "abc|3");
  CHECK(shown("", 0, 20) == "|0");
  CHECK(shown("abc", 99, 20) == "abc|3");
  CHECK(shown("a\tb\x1b"
              "c",
              4, 20) == "a b c|4");
  // Wide characters take two columns, combining ones none.
  CHECK(shown("日本x", 6, 20) == "日本x|4");
  CHECK(shown("e\xcc\x81x", 3, 20) == "e\xcc\x81x|1");
  CHECK(shown("\xff\xc3x", 2, 20) == "??x|2");
  // Cut to a window.
  CHECK(shown("0123456789abcdefghij", 0, 10) == "012345678…|0");
  CHECK(shown("0123456789abcdefghij", 19, 10) == "…cdefghij|8");
  CHECK(shown("0123456789abcdefghij", 10, 10) == "…789abcde…|4");
}

TEST_CASE("an excerpt of a very long line is as short as any") {
  std::string line;
  line.resize(100000000, 'x');
  const Excerpt middle = excerpt(line, 50000000, 40);
  CHECK(middle.line.size() <= 40 + 2 * std::string("…").size());
  CHECK(middle.indent < 40);
}
