// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/example.hpp"

#include <doctest/doctest.h>

using namespace thoth;
using namespace thoth::cli;

TEST_CASE("an example marks the value, and says what was expected and found") {
  const Violation violation{Code::type, "/a", {}, "a string", "the number 7", "", "order.json#/a"};
  const MarkedText text{"{\"<a>\":", "7", "}"};
  const std::string html =
      example_html({"kind1", "/a", "12 violations", "partition 0, offset 3", "offsets [0] 3 to 9", &violation, &text})
          .str();
  CHECK(html.starts_with("<article class=\"example\" id=\"kind1\">"));
  CHECK(html.find("<span class=\"tag invalid\">type</span> at <code>/a</code>") != std::string::npos);
  CHECK(html.find("<dt>Expected</dt><dd>a string</dd>") != std::string::npos);
  CHECK(html.find("<dt>Found</dt><dd>the number 7</dd>") != std::string::npos);
  CHECK(html.find("<dt>Schema</dt><dd>order.json#/a</dd>") != std::string::npos);
  CHECK(html.find("<pre>{&quot;&lt;a&gt;&quot;:<mark>7</mark>}</pre>") != std::string::npos);
}

TEST_CASE("an example of which nothing may be shown has no text") {
  const Violation violation{Code::missing, "/a", {}, "a string", "", "b", ""};
  const MarkedText nothing;
  const std::string html = example_html({"k", "/a", "1 violation", "x:1:1, entry 1", "", &violation, &nothing}).str();
  CHECK(html.find("<pre>") == std::string::npos);
  CHECK(html.find("<dt>Found</dt><dd>nothing</dd>") != std::string::npos);
  CHECK(html.find("did you mean <code>b</code>") != std::string::npos);
  CHECK(html.find("<dt>All</dt>") == std::string::npos);
}

TEST_CASE("the end of a text can be marked") {
  CHECK(marked_html({"{", "", ""}).str().find("<mark>␄</mark>") != std::string::npos);
  CHECK(marked_html({}).empty());
}

TEST_CASE("a value is marked, or where one is missing") {
  CHECK(mark_of({Code::type, "", {}, "", "", ""}) == MarkAt::value);
  CHECK(mark_of({Code::missing, "", {}, "", "", ""}) == MarkAt::character);
  CHECK(mark_of({Code::json_syntax, "", {}, "", "", ""}) == MarkAt::character);
}
