// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/diff_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/terminal_text.hpp"
#include "json/writer.hpp"
#include "output/table.hpp"
#include "thoth/report.hpp"

namespace thoth::cli {
namespace {

bool touches(const Change& change, Breaks sides) {
  return (change.breaks & sides) != Breaks::nobody;
}

std::string_view word(Breaks breaks) {
  switch (breaks) {
    case Breaks::nobody:
      return "nobody";
    case Breaks::consumers:
      return "consumers";
    case Breaks::producers:
      return "producers";
    case Breaks::both:
      break;
  }
  return "both";
}

std::string outcome(const Change& change) {
  return fmt::format("{}{}", word(change.breaks), change.decided == Decided::no ? " (undecided)" : "");
}

std::string text_report(const std::vector<Change>& changes) {
  std::string out;
  for (auto from = changes.begin(); from != changes.end();) {
    const auto to = std::find_if(from, changes.end(), [from](const Change& one) { return one.topic != from->topic; });
    std::vector<std::vector<std::string>> rows{{"BREAKS", "MEMBER", "RULE", "OLD", "NEW"}};
    for (; from != to; ++from) {
      rows.push_back(
          {outcome(*from), from->pointer.empty() ? "-" : from->pointer, from->rule, from->before, from->after});
    }
    out += fmt::format("{}{}\n{}", out.empty() ? "" : "\n", terminal_line(std::prev(to)->topic), table(rows));
  }
  return out;
}

std::string json_report(const std::vector<Change>& changes) {
  std::string out;
  for (const Change& change : changes) {
    json::Writer line(out);
    line.begin_object().member("topic_name", change.topic).member("pointer", change.pointer);
    line.member("rule", change.rule).member("old", change.before).member("new", change.after);
    line.key("breaks").begin_array();
    if (touches(change, Breaks::consumers)) line.value("consumers");
    if (touches(change, Breaks::producers)) line.value("producers");
    line.end_array().member("decided", change.decided == Decided::yes);
    line.member("old_schema", json::null_if_empty(change.old_location));
    line.member("new_schema", json::null_if_empty(change.new_location)).end_object();
    out += '\n';
  }
  return out;
}

/// The file of "FILE#/pointer", the new one where there is one.
std::string file_of(const Change& change) {
  const std::string& location = change.new_location.empty() ? change.old_location : change.new_location;
  return location.substr(0, location.find('#'));
}

std::string github_report(const std::vector<Change>& changes, Breaks sides) {
  constexpr std::size_t max = 10;
  std::string out;
  std::size_t hidden = 0;
  for (const std::string_view kind : {"error", "warning", "notice"}) {
    std::size_t shown = 0;
    for (const Change& change : changes) {
      const std::string_view own = touches(change, sides)            ? "error"
                                   : change.breaks != Breaks::nobody ? "warning"
                                                                     : "notice";
      if (own != kind) continue;
      if (shown++ >= max) {
        ++hidden;
        continue;
      }
      const std::string place = change.pointer.empty() ? change.topic : change.topic + ' ' + change.pointer;
      out += github_command(kind, {{"file", file_of(change)}, {"title", fmt::format("{} in {}", change.rule, place)}},
                            fmt::format("breaks {}: {} -> {}", outcome(change), change.before, change.after));
    }
  }
  if (hidden == 0) return out;
  return out + github_command("notice", {{"title", "thoth-msg messages diff"}},
                              fmt::format("{} of {} changes are not shown here", hidden, changes.size()));
}

}  // namespace

DiffCounts::DiffCounts(const std::vector<Change>& all) : changes(all.size()) {
  for (const Change& change : all) {
    if (touches(change, Breaks::consumers)) ++for_consumers;
    if (touches(change, Breaks::producers)) ++for_producers;
    if (change.decided == Decided::no) ++undecided;
  }
}

std::string DiffCounts::text() const {
  const auto verb = [](std::size_t count) { return count == 1 ? "breaks" : "break"; };
  std::string text = fmt::format("{} {}", changes, changes == 1 ? "change" : "changes");
  text += fmt::format(", {} {} consumers, {} {} producers", for_consumers, verb(for_consumers), for_producers,
                      verb(for_producers));
  return undecided == 0 ? text : text + fmt::format(", {} undecided", undecided);
}

std::string diff_report(const std::vector<Change>& changes, DiffFormat format, Breaks sides) {
  switch (format) {
    case DiffFormat::text:
      return text_report(changes);
    case DiffFormat::json:
      return json_report(changes);
    case DiffFormat::github:
      break;
  }
  return github_report(changes, sides);
}

}  // namespace thoth::cli
