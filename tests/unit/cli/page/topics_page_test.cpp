// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/topics_page.hpp"

#include <doctest/doctest.h>

#include "page/page.hpp"

using namespace thoth::cli;

namespace {

/// A page about as many topics, the last ones first, with parts of some size.
std::string page_of(std::size_t topics, std::size_t size) {
  TopicsPage page;
  page.title = "Topics";
  page.command = "count";
  page.totals = note("totals");
  for (std::size_t i = topics; i > 0; --i) page.order.push_back(i - 1);
  page.part = [&](std::size_t topic) {
    Html html = begin_part(topic, "t" + std::to_string(topic), topics == 1);
    return html.text(std::string(size, 'x'), size).markup("</section>\n");
  };
  page.list = [](std::size_t detailed) { return html_text("the first " + std::to_string(detailed)); };
  return topics_page(page);
}

bool shows(const std::string& page, std::string_view part) {
  return page.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("one topic needs no list, and its name is in the title") {
  const std::string page = page_of(1, 10);
  CHECK(shows(page, "<section id=\"topic0\">\n<h2>Summary</h2>\nxxxxxxxxxx</section>"));
  CHECK_FALSE(shows(page, "totals"));
  CHECK_FALSE(shows(page, "the first"));
}

TEST_CASE("several topics come in their order, below a list") {
  const std::string page = page_of(2, 10);
  CHECK(page.find("totals") < page.find("the first 2"));
  CHECK(page.find("the first 2") < page.find("<h2><code>t1</code></h2>"));
  CHECK(page.find("<h2><code>t1</code></h2>") < page.find("<h2><code>t0</code></h2>"));
  CHECK_FALSE(shows(page, "only listed"));
}

TEST_CASE("a page stays small: what there is no room for is only listed") {
  const std::string page = page_of(20, 90'000);
  CHECK(page.size() <= Page::max_size);
  CHECK(page.size() > Page::max_size - 100'000);
  CHECK(shows(page, "id=\"topic19\""));
  CHECK_FALSE(shows(page, "id=\"topic9\""));
  CHECK(shows(page, "the first 10"));
  CHECK(shows(page, "10 of 20 topics are only listed above, to keep this page small; count them alone"));
}

TEST_CASE("names lead to their parts, and are no markup") {
  CHECK(listed_name(3, "<b>", true).str() == "<a href=\"#topic3\"><code>&lt;b&gt;</code></a>");
  CHECK(listed_name(3, "b", false).str() == "<code>b</code>");
}

TEST_CASE("what is missing, empty or left out is told as that") {
  CHECK(name_or_none(std::nullopt) == "(none)");
  CHECK(name_or_none("") == "(empty)");
  CHECK(name_or_none("solver") == "solver");
  CHECK(if_any(0).empty());
  CHECK(if_any(1234) == "1,234");
  CHECK(left_out_note(0, "rows").empty());
  CHECK(shows(left_out_note(1234, "rows").str(), "1,234 more rows are not listed here"));
}
