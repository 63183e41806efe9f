// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/topics_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "page/page.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t max_topic_rows = 500;
constexpr std::size_t max_partition_rows = 200;
/// Bytes, whatever names are in it.
constexpr std::size_t max_list_size = 300'000;

Html listed_name(std::size_t topic, std::string_view name, bool is_linked) {
  Html html;
  if (is_linked) html.markup("<a href=\"#").text(topic_id(topic)).markup("\">");
  html.add(html_code(name));
  if (is_linked) html.markup("</a>");
  return html;
}

/// Names in it lead to the parts of the first `detailed` topics.
Html list_of(const TopicsPage& page, std::size_t detailed) {
  std::vector<Column> columns{{"topic", Column::Kind::wide}};
  columns.insert(columns.end(), page.columns.begin(), page.columns.end());
  Table table("Topics", std::move(columns));
  std::size_t rows = 0;
  for (; rows < std::min(page.order.size(), max_topic_rows) && table.size() < max_list_size; ++rows) {
    const std::size_t topic = page.order[rows];
    std::vector<Cell> cells{listed_name(topic, page.name(topic), rows < detailed)};
    for (Cell& cell : page.row(topic)) cells.push_back(std::move(cell));
    table.add(cells);
  }
  Html html;
  html.markup("<section id=\"topics\">\n<h2>Topics</h2>\n").add(std::move(table).finish());
  html.add(left_out_note(page.order.size() - rows, "topics")).markup("</section>\n");
  return html;
}

/// The part of a topic; where it is the only one, its name is the page's title.
Html part_of(const TopicsPage& page, std::size_t topic) {
  Html html;
  html.markup("<section id=\"").text(topic_id(topic)).markup("\">\n<h2>");
  html.add(page.order.size() == 1 ? html_text("Summary") : html_code(page.name(topic))).markup("</h2>\n");
  html.add(page.part(topic)).markup("</section>\n");
  return html;
}

/// The parts of as many topics as there is room for. Gives their number.
std::size_t add_parts(const TopicsPage& page, std::size_t room, Html& parts) {
  std::size_t detailed = 0;
  for (const std::size_t topic : page.order) {
    const Html part = part_of(page, topic);
    if (parts.str().size() + part.str().size() > room) break;
    parts.add(part);
    ++detailed;
  }
  return detailed;
}

}  // namespace

std::string topics_page(const TopicsPage& page) {
  constexpr std::size_t room_of_note = 1000;
  const bool is_one = page.order.size() == 1;
  Page file(page.title, page.lead);
  if (!page.incomplete.empty()) file.body().add(note("Incomplete: " + page.incomplete, Tone::invalid));
  if (!is_one) file.body().add(page.totals);
  const std::size_t of_list = is_one ? 0 : list_of(page, page.order.size()).str().size();
  Html parts;
  const std::size_t detailed = add_parts(page, file.room() - of_list - room_of_note, parts);
  if (!is_one) file.body().add(list_of(page, detailed));
  file.body().add(parts);
  if (detailed < page.order.size()) {
    file.body().add(
        note(fmt::format("{} of {} topics are only listed above, to keep this page small; {} them alone for "
                         "all that there is to say.",
                         grouped(page.order.size() - detailed), grouped(page.order.size()), page.command)));
  }
  return std::move(file).finish();
}

Html partitions_html(std::size_t count, std::vector<Column> columns,
                     const std::function<std::vector<Cell>(std::size_t index)>& row) {
  const std::size_t rows = std::min(count, max_partition_rows);
  Table table("Partitions", std::move(columns));
  for (std::size_t i = 0; i < rows; ++i) table.add(row(i));
  Html html;
  html.markup("<h3>Partitions</h3>\n").add(std::move(table).finish());
  return html.add(left_out_note(count - rows, "partitions"));
}

std::string topic_id(std::size_t topic) {
  return fmt::format("topic{}", topic);
}

Html left_out_note(std::uint64_t count, std::string_view what) {
  if (count == 0) return {};
  return note(fmt::format("{} more {} are not listed here; the format json has all of them.", grouped(count), what));
}

std::string if_any(std::uint64_t count) {
  return count == 0 ? "" : grouped(count);
}

std::string name_or_none(const std::optional<std::string>& name) {
  if (!name) return "(none)";
  return name->empty() ? "(empty)" : *name;
}

}  // namespace thoth::cli
