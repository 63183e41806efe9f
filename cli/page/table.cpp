// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/table.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/utc_text.hpp"
#include "output/text.hpp"

namespace thoth::cli {
namespace {

void add_class(Column::Kind kind, Html& html) {
  switch (kind) {
    case Column::Kind::text:
      break;
    case Column::Kind::wide:
      html.markup(" class=\"wide\"");
      break;
    case Column::Kind::number:
      html.markup(" class=\"n\"");
      break;
    case Column::Kind::time:
      html.markup(" class=\"time\"");
      break;
    case Column::Kind::bars:
      html.markup(" class=\"bars\"");
      break;
  }
}

double percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

Cell count_cell(std::uint64_t count) {
  Html html;
  html.count(count);
  return {std::move(html), static_cast<double>(count)};
}

Cell offset_cell(std::int64_t offset) {
  Html html;
  html.number(offset);
  return {std::move(html), static_cast<double>(offset)};
}

Cell bytes_cell(std::uint64_t bytes) {
  return {html_text(byte_text(bytes)), static_cast<double>(bytes)};
}

Cell share_cell(std::uint64_t part, std::uint64_t whole) {
  const double share = percent(part, whole);
  return {html_text(fmt::format("{:.1f} %", share)), share};
}

Cell time_cell(const std::optional<std::int64_t>& time) {
  if (!time) return {Html{}, -1};
  return {html_text(utc_text(*time)), static_cast<double>(*time)};
}

Cell shares_cell(std::uint64_t valid, std::uint64_t invalid, std::uint64_t other) {
  const std::uint64_t whole = valid + invalid + other;
  const double of_valid = percent(valid, whole);
  // What is there at all is seen.
  const double of_invalid = invalid == 0 ? 0 : std::max(percent(invalid, whole), 1.5);
  Html html;
  html.markup(R"(<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">)");
  if (valid != 0) html.markup(R"(<rect class="valid" width=")").coordinate(of_valid).markup(R"(" height="8"/>)");
  if (invalid != 0) {
    html.markup(R"(<rect class="invalid" x=")").coordinate(100 - of_invalid).markup("\" width=\"");
    html.coordinate(of_invalid).markup(R"(" height="8"/>)");
  }
  html.markup("</svg>");
  return {std::move(html), percent(invalid, whole)};
}

Table::Table(std::string_view label, std::vector<Column> columns) : columns_(std::move(columns)) {
  html_.markup(R"(<div class="scroll" role="group" tabindex="0" aria-label=")").text(label);
  html_.markup("\">\n<table class=\"sort\">\n<thead><tr>");
  for (const Column& column : columns_) {
    html_.markup("<th scope=\"col\"");
    add_class(column.kind == Column::Kind::number ? column.kind : Column::Kind::text, html_);
    html_.markup(">").text(column.name).markup("</th>");
  }
  html_.markup("</tr></thead>\n<tbody>\n");
}

void Table::add(const std::vector<Cell>& cells) {
  ++rows_;
  html_.markup("<tr>");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    html_.markup("<td");
    add_class(columns_[i].kind, html_);
    if (cells[i].order) html_.markup(" data-n=\"").coordinate(*cells[i].order).markup("\"");
    html_.markup(">").add(cells[i].html).markup("</td>");
  }
  html_.markup("</tr>\n");
}

Html Table::finish() && {
  html_.markup("</tbody>\n</table>\n</div>\n");
  return std::move(html_);
}

}  // namespace thoth::cli
