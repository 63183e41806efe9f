// SPDX-License-Identifier: GPL-3.0-or-later
#include "page/topics_page.hpp"

#include <fmt/format.h>

#include <utility>

#include "page/page.hpp"

namespace thoth::cli {
namespace {

/// The parts of as many topics as there is room for. Gives their number.
std::size_t add_parts(const TopicsPage& page, std::size_t room, Html& parts) {
  std::size_t detailed = 0;
  for (const std::size_t topic : page.order) {
    const Html part = page.part(topic);
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
  const std::size_t of_list = is_one ? 0 : page.list(page.order.size()).str().size();
  Html parts;
  const std::size_t detailed = add_parts(page, file.room() - of_list - room_of_note, parts);
  if (!is_one) file.body().add(page.list(detailed));
  file.body().add(parts);
  if (detailed < page.order.size()) {
    file.body().add(
        note(fmt::format("{} of {} topics are only listed above, to keep this page small; {} them alone for "
                         "all that there is to say.",
                         grouped(page.order.size() - detailed), grouped(page.order.size()), page.command)));
  }
  return std::move(file).finish();
}

Html begin_part(std::size_t topic, std::string_view name, bool is_alone) {
  Html html;
  html.markup("<section id=\"").text(topic_id(topic)).markup("\">\n<h2>");
  html.add(is_alone ? html_text("Summary") : html_code(name)).markup("</h2>\n");
  return html;
}

Html listed_name(std::size_t topic, std::string_view name, bool is_linked) {
  Html html;
  if (is_linked) html.markup("<a href=\"#").text(topic_id(topic)).markup("\">");
  html.add(html_code(name));
  if (is_linked) html.markup("</a>");
  return html;
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
