// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/topics_page.hpp"

#include <doctest/doctest.h>

#include <array>

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
  static constexpr std::array<std::string_view, 2> names{"t0", "<t>"};
  page.columns = {{"records", Column::Kind::number}};
  page.name = [](std::size_t topic) { return names.at(topic % 2); };
  page.row = [](std::size_t topic) { return std::vector<Cell>{count_cell(1000 + topic)}; };
  page.part = [size](std::size_t) { return html_text(std::string(size, 'x'), size); };
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
  CHECK_FALSE(shows(page, "<h2>Topics</h2>"));
}

TEST_CASE("several topics come in their order, below a list that leads to them") {
  const std::string page = page_of(2, 10);
  CHECK(page.find("totals") < page.find("<h2>Topics</h2>"));
  CHECK(page.find("<h2>Topics</h2>") < page.find("<h2><code>&lt;t&gt;</code></h2>"));
  CHECK(page.find("<h2><code>&lt;t&gt;</code></h2>") < page.find("<h2><code>t0</code></h2>"));
  CHECK(shows(page, "<a href=\"#topic1\"><code>&lt;t&gt;</code></a></td><td class=\"n\" data-n=\"1001\">1,001</td>"));
  CHECK_FALSE(shows(page, "only listed"));
}

TEST_CASE("a page stays small: what there is no room for is only listed") {
  const std::string page = page_of(20, 90'000);
  CHECK(page.size() <= Page::max_size);
  CHECK(page.size() > Page::max_size - 100'000);
  CHECK(shows(page, "id=\"topic19\""));
  CHECK_FALSE(shows(page, "id=\"topic9\""));
  CHECK(shows(page, "href=\"#topic10\""));
  CHECK_FALSE(shows(page, "href=\"#topic9\""));
  CHECK(shows(page, ">1,009</td>"));
  CHECK(shows(page, "10 of 20 topics are only listed above, to keep this page small; count them alone"));
}

TEST_CASE("of many partitions the first are listed, and the others counted") {
  const auto row = [](std::size_t index) { return std::vector<Cell>{count_cell(index)}; };
  const std::string all = partitions_html(200, {{"partition", Column::Kind::number}}, row).str();
  CHECK(shows(all, ">199</td>"));
  CHECK_FALSE(shows(all, "not listed"));
  const std::string first = partitions_html(201, {{"partition", Column::Kind::number}}, row).str();
  CHECK_FALSE(shows(first, ">200</td>"));
  CHECK(shows(first, "1 more partitions are not listed here"));
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
