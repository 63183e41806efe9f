// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/plot.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;

namespace {

BarPlot plot_of(std::vector<PlotBar> bars, InvalidAlone alone) {
  return {"Records <by> time", "in \"words\"", std::move(bars), {"10:00", "11:00", "12:00"}, alone};
}

std::size_t times(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("bars stand for records, and say what they are") {
  const std::string text =
      plot_html(plot_of({{3, 1, 0, "<10>"}, {0, 0, 0, "11"}, {8, 0, 0, "12"}}, InvalidAlone::no)).str();
  CHECK(text.find("aria-label=\"in &quot;words&quot;\"") != std::string::npos);
  CHECK(text.find("Records &lt;by&gt; time") != std::string::npos);
  CHECK(text.find("<path class=\"valid\" d=\"M0 62.5h4v37.5h-4zM10 0h4v100h-4z\"/>") != std::string::npos);
  CHECK(text.find("<path class=\"invalid\" d=\"M0 50h4v12.5h-4z\"/>") != std::string::npos);
  CHECK(text.find("<title>&lt;10&gt;: 3 valid, 1 invalid</title>") != std::string::npos);
  CHECK(times(text, "<title>") == 2);
  CHECK(times(text, "<svg") == 1);
  CHECK(text.find("highest bar: 8 records") != std::string::npos);
  CHECK(text.find("<span>10:00</span><span class=\"mid\">11:00</span><span>12:00</span>") != std::string::npos);
  CHECK(text.find("not validated") == std::string::npos);
}

TEST_CASE("one invalid record of a million is seen, and has a scale of its own") {
  const std::string text = plot_html(plot_of({{999'999, 1, 0, "a"}}, InvalidAlone::yes)).str();
  CHECK(text.find("<path class=\"invalid\" d=\"M0 0h4v2h-4z\"/>") != std::string::npos);
  CHECK(text.find("<path class=\"invalid\" d=\"M0 0h4v100h-4z\"/>") != std::string::npos);
  CHECK(text.find("highest bar: 1 invalid") != std::string::npos);
  CHECK(times(plot_html(plot_of({{5, 0, 0, "a"}}, InvalidAlone::yes)).str(), "<svg") == 1);
}

TEST_CASE("records that were not validated have their own colour") {
  const std::string text = plot_html(plot_of({{0, 0, 4, "a"}}, InvalidAlone::yes)).str();
  CHECK(text.find("<path class=\"other\"") != std::string::npos);
  CHECK(text.find("a: 4 not validated") != std::string::npos);
}

TEST_CASE("records that nothing is said of are plain bars without a key") {
  const std::string text = plot_html(plot_of({{0, 0, 0, "a", 3}, {0, 0, 0, "b", 1}}, InvalidAlone::yes)).str();
  CHECK(text.find("<path class=\"plain\" d=\"M0 0h4v100h-4z") != std::string::npos);
  CHECK(text.find("<title>a: 3 records</title>") != std::string::npos);
  CHECK(text.find("<title>b: 1 record</title>") != std::string::npos);
  CHECK(text.find("class=\"key") == std::string::npos);
}

TEST_CASE("no bars are no plot") {
  CHECK(plot_html(plot_of({}, InvalidAlone::yes)).empty());
}
