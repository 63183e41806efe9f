// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/diff_page.hpp"

#include <doctest/doctest.h>

#include "page/page.hpp"

using namespace thoth;
using cli::diff_page;
using comparison::Evidence;

namespace {

Evidence type_change(std::string topic, std::string pointer, Breaks breaks) {
  return {{std::move(topic), std::move(pointer), "type", "a <string>", "an integer", breaks, Decided::yes,
           "old.json#/a", "new.json#/a"},
          Breaks::nobody,
          {}};
}

bool in_page(const std::string& page, std::string_view part) {
  return page.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a page shows both sides of a break, and the message that shows it") {
  std::vector<Evidence> changes{type_change("t", "/a", Breaks::producers), type_change("t", "/b", Breaks::nobody),
                                type_change("u", "", Breaks::both)};
  Violation violation{Code::type, "/a", {5, 1, 6}, "an integer", "the text \"\"", "", ""};
  changes.front().witnesses.push_back({Breaks::producers, R"({"a":"x"})", std::move(violation)});
  changes.back().change.decided = Decided::no;
  changes.back().undecided = Breaks::consumers;
  const std::string page = diff_page({"<old>", "new", changes, {}});
  CHECK(in_page(page, "From &lt;old&gt; (OLD) to new (NEW)."));
  CHECK(in_page(page, "<dt>break producers</dt><dd class=\"fact invalid\">2</dd>"));
  CHECK(in_page(page, "<h2><code>t</code></h2>"));
  CHECK(in_page(page, "<h2><code>u</code></h2>"));
  CHECK(in_page(page, "<span class=\"soft\">OLD</span><br>a &lt;string&gt;<br>"));
  CHECK(in_page(page, "OLD takes this message, NEW does not: "));
  CHECK(in_page(page, "<pre>{&quot;a&quot;:<mark>&quot;x&quot;</mark>}</pre>"));
  CHECK(in_page(page, "<span class=\"tag valid\">nobody</span>"));
  CHECK(in_page(
      page, "<span class=\"tag invalid\">consumers (undecided)</span> <span class=\"tag invalid\">producers</span>"));
  CHECK(in_page(page, "No message was found that shows it"));
  CHECK_FALSE(in_page(page, "id=\"change1\""));
}

TEST_CASE("a page shows what records say of a change") {
  cli::TopicEvidence evidence;
  evidence.topic = "t";
  evidence.records = 1000;
  evidence.breaking = 12;
  evidence.valid_before = 9;
  kafka::Record record;
  record.offset = 3;
  cli::Example* const example = evidence.violations.add({Code::type, "/a", {}, "a", "b", ""}, record);
  REQUIRE(example != nullptr);
  *example = {0, 3, {Code::type, "/a", {}, "a string", "the number 7", ""}, std::nullopt};
  std::vector<cli::TopicEvidence> records;
  records.push_back(std::move(evidence));
  const std::string page = diff_page({"a", "b", {}, records});
  CHECK(in_page(page, "12 of 1,000 records break NEW; 9 of them are valid under OLD."));
  CHECK(in_page(page, "partition 0, offset 3: expected a string, found the number 7"));
}

TEST_CASE("a page of many changes stays below its limit, and says how many it leaves out") {
  std::vector<Evidence> changes;
  for (int i = 0; i < 3000; ++i) {
    Evidence change =
        type_change("t" + std::to_string(i / 100), '/' + std::string(200, '<') + std::to_string(i), Breaks::producers);
    change.witnesses.push_back({Breaks::producers, std::string(100'000, '&'), {Code::type, "/a", {}, "a", "b", ""}});
    changes.push_back(std::move(change));
  }
  const std::string page = diff_page({"a", "b", changes, {}});
  CHECK(page.size() <= cli::Page::max_size);
  CHECK(page.size() > cli::Page::max_size / 2);
  CHECK(in_page(page, " more changes are not listed here"));
}
