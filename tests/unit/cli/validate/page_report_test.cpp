// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/page_report.hpp"

#include <doctest/doctest.h>

#include <string>

#include "page/page.hpp"

using namespace thoth;
using namespace thoth::cli;

namespace {

/// A report as ValidationReport feeds it.
class PageRun {
 public:
  void add_file(std::string_view name) { REQUIRE(reporter.begin_file(name)); }
  void add_entry(std::string_view text, const Violations& violations, std::span<const ByteRange> hidden = {}) {
    ++counts.entries;
    if (!violations.empty()) ++counts.invalid;
    for (const Violation& violation : violations) {
      ++counts.violations;
      kinds.add("t", violation);
      REQUIRE(reporter.report({"f.json", counts.entries, "t", text, {}, &violation, hidden}));
    }
  }
  const std::string& finish() {
    REQUIRE(reporter.finish({counts.violations, counts.violations}));
    return page;
  }

  RunCounts counts;
  ViolationKinds kinds;
  std::string page;
  PageReporter reporter{[this](std::string_view text) -> Result<void> {
                          page += text;
                          return {};
                        },
                        1'768'471'200'000, counts, kinds};
};

Violation wrong_type(std::string pointer, std::size_t offset) {
  return {Code::type, std::move(pointer), {offset, 1, offset + 1}, "a string", "the number 7", ""};
}

bool has(const std::string& page, std::string_view part) {
  return page.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a page shows each kind of violation with an example in place") {
  PageRun run;
  run.add_file("f.json");
  run.add_entry(R"({"a":7})", {wrong_type("/a", 5)});
  run.add_entry(R"({"a":8})", {wrong_type("/a", 5)});
  run.add_entry(R"({"a":""})", {});
  const std::string& page = run.finish();
  CHECK(has(page, "<title>Validation of f.json</title>"));
  CHECK(has(page, "validated from 2026-01-15T10:00:00.000Z"));
  CHECK(has(page, "<dt>entries</dt><dd class=\"fact\">3</dd>"));
  CHECK(has(page, "<dt>valid</dt><dd class=\"fact valid\">1</dd>"));
  CHECK(has(page, "<a href=\"#kind0\"><span class=\"tag invalid\">type</span> at <code>/a</code></a>"));
  CHECK(has(page, "<pre>{&quot;a&quot;:<mark>7</mark>}</pre>"));
  CHECK(has(page, "<dd>f.json:1:6, entry 1</dd>"));
  CHECK(has(page, "<dt>All</dt><dd>f.json:1:6, f.json:1:6</dd>"));
  CHECK_FALSE(has(page, "<h2>Files</h2>"));
}

TEST_CASE("files are counted for themselves, those with violations first") {
  PageRun run;
  run.add_file("a.json");
  run.add_entry("{}", {});
  run.add_file("b.json");
  run.add_entry(R"({"a":7})", {wrong_type("/a", 5)});
  run.add_entry("{}", {});
  REQUIRE(run.reporter.unreadable("<c>", "reading <c>: no such file"));
  const std::string& page = run.finish();
  CHECK(has(page, "<title>Validation of 2 files</title>"));
  CHECK(page.find("<code>b.json</code>") < page.find("<code>a.json</code>"));
  CHECK(has(page, "<h2>Could not be validated</h2>\n<p class=\"note invalid\">reading &lt;c&gt;: no such file</p>"));
}

TEST_CASE("a page shows no secret") {
  PageRun run;
  run.add_file("f.json");
  const std::vector<ByteRange> hidden{{5, 14}};
  run.add_entry(R"({"p":"hunter2","a":7})", {wrong_type("/a", 19)}, hidden);
  const std::string& page = run.finish();
  CHECK(has(page, "{&quot;p&quot;:***,&quot;a&quot;:<mark>7</mark>}"));
  CHECK_FALSE(has(page, "hunter2"));
}

TEST_CASE("a page of any run stays below its limit") {
  PageRun run;
  for (int file = 0; file < 2000; ++file) run.add_file(std::string(300, '&') + std::to_string(file));
  for (int i = 0; i < 3000; ++i) {
    run.add_entry(std::string(2000, '<'), {wrong_type('/' + std::to_string(i) + std::string(300, '>'), 0)});
  }
  const std::string& page = run.finish();
  CHECK(page.size() <= Page::max_size);
  CHECK(has(page, " more files are not listed here."));
  CHECK(has(page, " violations of other kinds are not listed here."));
}
