// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/diff_page.hpp"

#include <fmt/format.h>

#include <utility>

#include "messages/diff_report.hpp"
#include "page/example.hpp"
#include "page/page.hpp"
#include "page/table.hpp"

namespace thoth::cli {
namespace {

using comparison::Evidence;
using comparison::Witness;
using Kind = Column::Kind;

constexpr std::size_t max_kinds = 50;

bool breaks(const Change& change, Breaks side) {
  return (change.breaks & side) != Breaks::nobody;
}

/// "consumers", "producers", both or "nobody", and whether that is known.
Html breaks_html(const Evidence& evidence) {
  Html html;
  for (const auto& [side, word] : {std::pair{Breaks::consumers, "consumers"}, {Breaks::producers, "producers"}}) {
    if (!breaks(evidence.change, side)) continue;
    const bool is_undecided = (evidence.undecided & side) != Breaks::nobody;
    if (!html.empty()) html.markup(" ");
    html.markup("<span class=\"tag invalid\">").text(word).text(is_undecided ? " (undecided)" : "").markup("</span>");
  }
  if (html.empty()) html.markup("<span class=\"tag valid\">nobody</span>");
  return html;
}

Html member_html(const Change& change) {
  return change.pointer.empty() ? html_text("contents") : html_code(change.pointer);
}

void add_side(std::string_view side, std::string_view says, std::string_view location, Html& html) {
  html.markup("<div><span class=\"soft\">").text(side).markup("</span><br>").text(says.empty() ? "-" : says);
  if (!location.empty()) html.markup("<br><span class=\"soft\">").add(html_code(location)).markup("</span>");
  html.markup("</div>\n");
}

void add_witness(const Witness& witness, Html& html) {
  const bool is_for_producers = witness.breaks == Breaks::producers;
  const Violation& violation = witness.violation;
  html.markup("<p>").text(is_for_producers ? "OLD takes this message, NEW does not: "
                                           : "NEW takes this message, OLD does not: ");
  html.add(kind_html(name(violation.code), violation.pointer)).markup(", ").text(violation.message()).markup("</p>\n");
  html.add(marked_html(marked_text(witness.contents, violation.place.offset, mark_of(violation))));
}

std::string change_id(std::size_t number) {
  return fmt::format("change{}", number);
}

/// Both sides of a breaking change, and the messages that show it.
Html change_html(const Evidence& evidence, std::size_t number) {
  const Change& change = evidence.change;
  Html html;
  html.markup(R"(<article class="example" id=")").text(change_id(number)).markup("\">\n<h4>");
  html.add(member_html(change)).markup(" ").text(change.rule).markup(" breaks ").add(breaks_html(evidence));
  html.markup("</h4>\n<div class=\"sides\">\n");
  add_side("OLD", change.before, change.old_location, html);
  add_side("NEW", change.after, change.new_location, html);
  html.markup("</div>\n");
  for (const Witness& witness : evidence.witnesses) add_witness(witness, html);
  if (evidence.witnesses.empty() && change.decided == Decided::no) {
    html.markup("<p class=\"soft\">No message was found that shows it; there may still be one.</p>\n");
  }
  return std::move(html.markup("</article>\n"));
}

/// A topic's changes as a table, and those that break in full below it.
class ChangesOfTopic {
 public:
  /// `room`: bytes that there are for it.
  explicit ChangesOfTopic(std::size_t room) : room_(room) {}

  /// False: there is no room for it.
  bool add(const Evidence& evidence, std::size_t number) {
    const Change& change = evidence.change;
    const bool is_break = change.breaks != Breaks::nobody;
    const Html details = is_break ? change_html(evidence, number) : Html{};
    Html member;
    if (is_break) member.markup("<a href=\"#").text(change_id(number)).markup("\">");
    member.add(member_html(change));
    if (is_break) member.markup("</a>");
    const std::vector<Cell> cells{breaks_html(evidence), std::move(member), html_text(change.rule),
                                  html_text(change.before), html_text(change.after)};
    std::size_t size = details.str().size();
    for (const Cell& cell : cells) size += cell.html.str().size() + of_cell;
    if (used_ + size > room_) return false;
    used_ += size;
    table_.add(cells);
    details_.add(details);
    return true;
  }

  Html finish(std::string_view topic) && {
    Html html;
    html.markup("<section>\n<h2>").add(html_code(topic)).markup("</h2>\n");
    html.add(std::move(table_).finish());
    if (!details_.empty()) html.markup("<h3>What breaks</h3>\n").add(details_);
    return std::move(html.markup("</section>\n"));
  }

 private:
  static constexpr std::size_t of_cell = 40;

  Table table_{"Changes", {{"breaks"}, {"member", Kind::wide}, {"rule"}, {"old", Kind::wide}, {"new", Kind::wide}}};
  Html details_;
  std::size_t room_;
  std::size_t used_ = 0;
};

/// Changes come a topic after another.
void add_changes(const std::vector<Evidence>& all, Page& page) {
  constexpr std::size_t of_section = 3000;
  std::size_t at = 0;
  bool has_room = true;
  while (has_room && at < all.size()) {
    const std::string& topic = all[at].change.topic;
    if (page.room() < 2 * of_section) break;
    ChangesOfTopic part(page.room() - of_section);
    for (; has_room && at < all.size() && all[at].change.topic == topic; at += has_room ? 1 : 0) {
      has_room = part.add(all[at], at);
    }
    page.body().add(std::move(part).finish(topic));
  }
  if (at == all.size()) return;
  page.body().add(note(
      fmt::format("{} more changes are not listed here; the format json has all of them.", grouped(all.size() - at))));
}

std::string verdict(const TopicEvidence& evidence) {
  if (evidence.breaking == 0) return "None of the records that it holds breaks NEW.";
  const std::string valid = evidence.valid_before
                                ? fmt::format("{} of them are valid under OLD", grouped(*evidence.valid_before))
                                : "OLD has no such topic";
  return fmt::format("{} of {} records break NEW; {}.", grouped(evidence.breaking), grouped(evidence.records), valid);
}

Html records_html(const TopicEvidence& evidence) {
  Html html;
  html.markup("<section>\n<h2>Records of ").add(html_code(evidence.topic)).markup("</h2>\n");
  html.add(note(verdict(evidence), evidence.breaking == 0 ? Tone::plain : Tone::invalid));
  Table table("Violations by kind", {{"count", Kind::number}, {"kind", Kind::wide}, {"first record", Kind::wide}});
  std::uint64_t rest = evidence.violations.kinds().others();
  std::size_t rows = 0;
  for (const Sighting& sighting : evidence.violations.sorted()) {
    const Example& first = sighting.seen.example;
    if (rows++ >= max_kinds) {
      rest += sighting.kind.count;
      continue;
    }
    Html place = html_text(fmt::format("partition {}, offset {}: ", first.partition, first.offset));
    table.add({count_cell(sighting.kind.count), kind_html(sighting.kind.code, sighting.kind.pointer),
               place.text(first.violation.message())});
  }
  if (!table.empty()) html.add(std::move(table).finish());
  if (rest != 0) html.add(note(fmt::format("{} violations of other kinds are not listed here.", grouped(rest))));
  return std::move(html.markup("</section>\n"));
}

}  // namespace

std::string diff_page(const DiffPage& diff) {
  const DiffCounts counts(diff.changes);
  const auto tone = [](std::size_t count) { return count == 0 ? Tone::plain : Tone::invalid; };
  Page page("Changes of message types", fmt::format("From {} (OLD) to {} (NEW).", diff.old_path, diff.new_path));
  page.body().add(facts({{"changes", grouped(counts.changes)},
                         {"break consumers", grouped(counts.for_consumers), tone(counts.for_consumers)},
                         {"break producers", grouped(counts.for_producers), tone(counts.for_producers)},
                         {"undecided", counts.undecided == 0 ? "" : grouped(counts.undecided), Tone::other}}));
  Html records;
  for (const TopicEvidence& evidence : diff.records) {
    if (records.str().size() < Page::max_size / 4) records.add(records_html(evidence));
  }
  page.body().add(records);
  add_changes(diff.changes, page);
  return std::move(page).finish();
}

}  // namespace thoth::cli
