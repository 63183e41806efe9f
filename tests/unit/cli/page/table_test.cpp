// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/table.hpp"

#include <doctest/doctest.h>

using namespace thoth::cli;

TEST_CASE("a table has its cells in columns, and numbers to sort by") {
  Table table("Topics of \"x\"", {{"topic", Column::Kind::wide}, {"records", Column::Kind::number}});
  CHECK(table.empty());
  table.add({html_code("<t>"), count_cell(1042)});
  CHECK_FALSE(table.empty());
  CHECK(std::move(table).finish().str() ==
        "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Topics of &quot;x&quot;\">\n"
        "<table class=\"sort\">\n<thead><tr><th scope=\"col\">topic</th><th scope=\"col\" class=\"n\">records</th>"
        "</tr></thead>\n<tbody>\n"
        "<tr><td class=\"wide\"><code>&lt;t&gt;</code></td><td class=\"n\" data-n=\"1042\">1,042</td></tr>\n"
        "</tbody>\n</table>\n</div>\n");
}

TEST_CASE("cells sort by what they mean") {
  CHECK(bytes_cell(356'100).html.str() == "356.1 kB");
  CHECK(bytes_cell(356'100).order == 356'100.0);
  CHECK(offset_cell(1'000'000).html.str() == "1000000");
  CHECK(time_cell(1'768'471'200'000).html.str() == "2026-01-15T10:00:00.000Z");
  CHECK(time_cell(std::nullopt).html.empty());
  CHECK(time_cell(std::nullopt).order == -1.0);
}

TEST_CASE("a bar shows the share of what is invalid, however small") {
  const Cell none = shares_cell(10, 0, 0);
  CHECK(none.order == 0.0);
  CHECK(none.html.str().find("invalid") == std::string::npos);
  const Cell few = shares_cell(999'999, 1, 0);
  CHECK(few.html.str().find("<rect class=\"invalid\" x=\"98.5\" width=\"1.5\" height=\"8\"/>") != std::string::npos);
  CHECK(*few.order < 0.001);
  CHECK(shares_cell(0, 1, 3).order == 25.0);
  CHECK(shares_cell(0, 0, 0).order == 0.0);
}
