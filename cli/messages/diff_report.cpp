// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/diff_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/cut_text.hpp"
#include "base/terminal_text.hpp"
#include "json/writer.hpp"
#include "output/table.hpp"
#include "thoth/json.hpp"
#include "thoth/report.hpp"

namespace thoth::cli {
namespace {

using comparison::Evidence;
using comparison::Witness;

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

std::string outcome(const Evidence& evidence) {
  const Breaks breaks = evidence.change.breaks;
  if (evidence.change.decided == Decided::yes) return std::string(word(breaks));
  const bool in_part = evidence.undecided != Breaks::nobody && evidence.undecided != breaks;
  return fmt::format("{} ({}undecided)", word(breaks), in_part ? fmt::format("{} ", word(evidence.undecided)) : "");
}

/// The start of a message that people read here.
std::string shown_message(const std::string& contents, std::size_t max) {
  const std::string_view start = cut_text(contents, max);
  if (start.size() == contents.size()) return terminal_line(start);
  return fmt::format("{}… ({} bytes; -f json has them all)", terminal_line(start), contents.size());
}

std::string_view taking_side(const Witness& witness) {
  return witness.breaks == Breaks::producers ? "OLD" : "NEW";
}

std::string_view refusing_side(const Witness& witness) {
  return witness.breaks == Breaks::producers ? "NEW" : "OLD";
}

std::string refusal(const Witness& witness) {
  const Violation& violation = witness.violation;
  return terminal_line(fmt::format("{}{}: {}", name(violation.code),
                                   violation.pointer.empty() ? "" : " at " + violation.pointer, violation.message()));
}

/// "/currency enum: NEW alone takes {…}", and what the other side says of it.
std::string witness_lines(const Evidence& evidence) {
  constexpr std::size_t max_message = 2000;
  std::string out;
  for (const Witness& witness : evidence.witnesses) {
    const Change& change = evidence.change;
    out += fmt::format("  {} {}: {} takes {}\n    {} does not: {}\n",
                       terminal_line(change.pointer.empty() ? "-" : change.pointer), change.rule, taking_side(witness),
                       shown_message(witness.contents, max_message), refusing_side(witness), refusal(witness));
  }
  return out;
}

std::string text_report(const std::vector<Evidence>& all) {
  std::string out;
  for (auto from = all.begin(); from != all.end();) {
    const auto to =
        std::find_if(from, all.end(), [from](const Evidence& one) { return one.change.topic != from->change.topic; });
    std::vector<std::vector<std::string>> rows{{"BREAKS", "MEMBER", "RULE", "OLD", "NEW"}};
    std::string messages;
    for (; from != to; ++from) {
      const Change& change = from->change;
      rows.push_back(
          {outcome(*from), change.pointer.empty() ? "-" : change.pointer, change.rule, change.before, change.after});
      messages += witness_lines(*from);
    }
    out += fmt::format("{}{}\n{}", out.empty() ? "" : "\n", terminal_line(std::prev(to)->change.topic), table(rows));
    if (!messages.empty()) out += "Messages that show it:\n" + messages;
  }
  return out;
}

void write_sides(Breaks sides, json::Writer& line) {
  line.begin_array();
  for (const Breaks side : {Breaks::consumers, Breaks::producers}) {
    if ((sides & side) != Breaks::nobody) line.value(word(side));
  }
  line.end_array();
}

void write_witness(const Witness& witness, json::Writer& line) {
  const json::Parsed parsed = json::parse(witness.contents);
  line.begin_object().member("breaks", word(witness.breaks)).key("message_contents");
  line.value(parsed.document->root()).member("code", name(witness.violation.code));
  line.member("pointer", witness.violation.pointer).member("message", witness.violation.message()).end_object();
}

std::string json_report(const std::vector<Evidence>& all) {
  std::string out;
  for (const Evidence& evidence : all) {
    const Change& change = evidence.change;
    json::Writer line(out);
    line.begin_object().member("topic_name", change.topic).member("pointer", change.pointer);
    line.member("rule", change.rule).member("old", change.before).member("new", change.after);
    line.key("breaks");
    write_sides(change.breaks, line);
    line.member("decided", change.decided == Decided::yes);
    line.member("old_schema", json::null_if_empty(change.old_location));
    line.member("new_schema", json::null_if_empty(change.new_location)).key("undecided");
    write_sides(evidence.undecided, line);
    line.key("witnesses").begin_array();
    for (const Witness& witness : evidence.witnesses) write_witness(witness, line);
    line.end_array().end_object();
    out += '\n';
  }
  return out;
}

/// The file of "FILE#/pointer", the new one where there is one.
std::string file_of(const Change& change) {
  const std::string& location = change.new_location.empty() ? change.old_location : change.new_location;
  return location.substr(0, location.find('#'));
}

/// "; NEW takes {…}, OLD does not".
std::string annotated_witnesses(const Evidence& evidence) {
  constexpr std::size_t max_message = 500;
  std::string text;
  for (const Witness& witness : evidence.witnesses) {
    text += fmt::format("; {} takes {}, {} does not", taking_side(witness),
                        shown_message(witness.contents, max_message), refusing_side(witness));
  }
  return text;
}

std::string github_report(const std::vector<Evidence>& all, Breaks sides) {
  constexpr std::size_t max = 10;
  std::string out;
  std::size_t hidden = 0;
  for (const std::string_view kind : {"error", "warning", "notice"}) {
    std::size_t shown = 0;
    for (const Evidence& evidence : all) {
      const Change& change = evidence.change;
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
                            fmt::format("breaks {}: {} -> {}{}", outcome(evidence), change.before, change.after,
                                        annotated_witnesses(evidence)));
    }
  }
  if (hidden == 0) return out;
  return out + github_command("notice", {{"title", "thoth-msg messages diff"}},
                              fmt::format("{} of {} changes are not shown here", hidden, all.size()));
}

}  // namespace

DiffCounts::DiffCounts(const std::vector<Evidence>& all) : changes(all.size()) {
  for (const auto& [change, undecided_for, witnesses] : all) {
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

std::string diff_report(const std::vector<Evidence>& all, DiffFormat format, Breaks sides) {
  switch (format) {
    case DiffFormat::text:
      return text_report(all);
    case DiffFormat::json:
      return json_report(all);
    case DiffFormat::github:
    case DiffFormat::html:
      break;
  }
  return github_report(all, sides);
}

}  // namespace thoth::cli
