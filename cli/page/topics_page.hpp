// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page/html.hpp"
#include "page/table.hpp"

namespace thoth::cli {

/// A page about topics: a part for each, and a list of all above the parts where there are several. Topics go by their
/// number in the report.
struct TopicsPage {
  std::string title;
  std::string lead;
  std::string incomplete;          ///< why not all was read; empty: it was
  std::string_view command;        ///< "audit": what tells more of a topic that there was no room for
  std::vector<std::size_t> order;  ///< all topics, those that matter most first
  Html totals;                     ///< of several topics
  std::vector<Column> columns;     ///< of the list, after the topic's name
  std::function<std::string_view(std::size_t topic)> name;
  std::function<std::vector<Cell>(std::size_t topic)> row;  ///< what `columns` say of a topic
  std::function<Html(std::size_t topic)> part;              ///< what stands below the part's heading
};

/// The whole file. Parts that there is no room for are left out, the last ones first, which the page says.
[[nodiscard]] std::string topics_page(const TopicsPage& page);

/// A heading and a table with a row for each of `count` partitions, or for the first 200.
[[nodiscard]] Html partitions_html(std::size_t count, std::vector<Column> columns,
                                   const std::function<std::vector<Cell>(std::size_t index)>& row);
/// What links to something in a topic's part begin with.
[[nodiscard]] std::string topic_id(std::size_t topic);

/// Says how many rows are left out; empty if all are listed.
[[nodiscard]] Html left_out_note(std::uint64_t count, std::string_view what);
/// The count for people, or "" of none.
[[nodiscard]] std::string if_any(std::uint64_t count);
/// A name that may be missing, or empty.
[[nodiscard]] std::string name_or_none(const std::optional<std::string>& name);

}  // namespace thoth::cli
