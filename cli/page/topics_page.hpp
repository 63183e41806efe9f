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
  std::function<Html(std::size_t topic)> part;
  std::function<Html(std::size_t detailed)> list;  ///< its links lead to the parts of the first `detailed` of `order`
};

/// The whole file. Parts that there is no room for are left out, the last ones first, which the page says.
[[nodiscard]] std::string topics_page(const TopicsPage& page);

/// A part and its heading, to which its place in the list leads. Whoever calls this adds the rest, and `</section>`.
[[nodiscard]] Html begin_part(std::size_t topic, std::string_view name, bool is_alone);
/// A topic's name in the list.
[[nodiscard]] Html listed_name(std::size_t topic, std::string_view name, bool is_linked);
/// What links to something in a topic's part begin with.
[[nodiscard]] std::string topic_id(std::size_t topic);

/// Says how many rows are left out; empty if all are listed.
[[nodiscard]] Html left_out_note(std::uint64_t count, std::string_view what);
/// The count for people, or "" of none.
[[nodiscard]] std::string if_any(std::uint64_t count);
/// A name that may be missing, or empty.
[[nodiscard]] std::string name_or_none(const std::optional<std::string>& name);

}  // namespace thoth::cli
