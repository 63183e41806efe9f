// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/page_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/utc_text.hpp"
#include "judging/pointer_pattern.hpp"
#include "output/text.hpp"
#include "page/example.hpp"
#include "page/page.hpp"
#include "page/table.hpp"

namespace thoth::cli {
namespace {

/// Rows that are read; all of them are in the other formats.
constexpr std::size_t max_file_rows = 500;
constexpr std::size_t max_kind_rows = 200;
constexpr std::size_t max_examples = 50;
/// Bytes of one table, whatever names are in it.
constexpr std::size_t max_table_size = 200'000;
/// What is kept until the end.
constexpr std::size_t max_seen = 2000;
constexpr std::size_t max_places = 5;
constexpr std::size_t max_unreadable = 100;

using Kind = Column::Kind;

RunCounts operator-(const RunCounts& all, const RunCounts& before) {
  return {all.entries - before.entries, all.invalid - before.invalid, all.unvalidated - before.unvalidated,
          all.violations - before.violations};
}

std::uint64_t valid_entries(const RunCounts& counts) {
  return counts.entries - counts.invalid - counts.unvalidated;
}

std::string key_of(std::string_view topic, std::string_view code, std::string_view pattern) {
  return fmt::format("{}\n{}\n{}", topic, code, pattern);
}

std::string kind_anchor(std::size_t number) {
  return fmt::format("kind{}", number);
}

MarkedText text_of(const Finding& finding) {
  const Place place = finding.violation->place;
  if (place.offset < finding.text_place.offset) return {};
  const std::size_t offset = place.offset - finding.text_place.offset;
  if (offset > finding.text.size()) return {};
  return marked_text(finding.text, offset, mark_of(*finding.violation), finding.hidden);
}

Html totals_of(const RunCounts& counts, std::size_t files) {
  return facts({{"files", grouped(files)},
                {"entries", grouped(counts.entries)},
                {"valid", grouped(valid_entries(counts)), Tone::valid},
                {"invalid", grouped(counts.invalid), counts.invalid == 0 ? Tone::plain : Tone::invalid},
                {"not validated", counts.unvalidated == 0 ? "" : grouped(counts.unvalidated), Tone::other},
                {"violations", grouped(counts.violations), counts.violations == 0 ? Tone::plain : Tone::invalid}});
}

/// Files with what is invalid come first.
Html file_table(std::vector<PageReporter::FileRow> files) {
  std::stable_sort(files.begin(), files.end(),
                   [](const PageReporter::FileRow& left, const PageReporter::FileRow& right) {
                     return left.counts.invalid > right.counts.invalid;
                   });
  Table table("Files", {{"file", Kind::wide},
                        {"entries", Kind::number},
                        {"valid", Kind::number},
                        {"invalid", Kind::number},
                        {"not validated", Kind::number},
                        {"violations", Kind::number},
                        {"valid and invalid", Kind::bars}});
  std::size_t rows = 0;
  for (; rows < std::min(files.size(), max_file_rows) && table.size() < max_table_size; ++rows) {
    const auto& [name, counts] = files[rows];
    table.add({html_code(name), count_cell(counts.entries), count_cell(valid_entries(counts)),
               count_cell(counts.invalid), count_cell(counts.unvalidated), count_cell(counts.violations),
               shares_cell(valid_entries(counts), counts.invalid, counts.unvalidated)});
  }
  Html html;
  html.markup("<section>\n<h2>Files</h2>\n").add(std::move(table).finish());
  if (files.size() > rows) {
    html.add(note(fmt::format("{} more files are not listed here.", grouped(files.size() - rows))));
  }
  return std::move(html.markup("</section>\n"));
}

Html unreadable_part(const std::vector<std::string>& told, std::uint64_t all) {
  Html html;
  html.markup("<section>\n<h2>Could not be validated</h2>\n");
  for (const std::string& why : told) html.add(note(why, Tone::invalid));
  if (all > told.size()) html.add(note(fmt::format("{} more are not listed here.", grouped(all - told.size()))));
  return std::move(html.markup("</section>\n"));
}

/// Violations by kind, the most frequent first: a table, and examples as long as there is room for them.
class KindsPart {
 public:
  using SeenKinds = std::map<std::string, PageReporter::Seen, std::less<>>;

  KindsPart(const ViolationKinds& kinds, const SeenKinds& seen, std::size_t room)
      : kinds_(kinds), seen_(seen), room_(room) {}

  Html make() {
    Table table("Violations by kind",
                {{"count", Kind::number}, {"share", Kind::number}, {"type"}, {"kind", Kind::wide}});
    std::size_t rows = 0;
    std::uint64_t rest = kinds_.others();
    for (const ViolationKind& kind : kinds_.sorted()) {
      if (rows < max_kind_rows && table.size() < max_table_size) {
        add_row(kind, add_example(kind, rows), rows, table);
      } else {
        rest += kind.count;
      }
      ++rows;
    }
    Html html;
    html.markup("<section>\n<h2>Violations by kind</h2>\n").add(std::move(table).finish());
    if (rest != 0) html.add(note(fmt::format("{} violations of other kinds are not listed here.", grouped(rest))));
    if (!examples_.empty()) html.markup("<h3>Examples</h3>\n").add(examples_);
    return std::move(html.markup("</section>\n"));
  }

 private:
  /// False: there is no room for one, or none was kept.
  bool add_example(const ViolationKind& kind, std::size_t number) {
    const auto found = seen_.find(key_of(kind.topic_name, kind.code, kind.pointer));
    if (number >= max_examples || found == seen_.end()) return false;
    const PageReporter::Seen& seen = found->second;
    PageExample shown;
    shown.id = kind_anchor(number);
    shown.pointer = kind.pointer;
    shown.count = counted(kind.count, "violation", "violations");
    shown.where = fmt::format("{}, entry {}", seen.places.front(), seen.entry);
    if (seen.places.size() > 1) {
      shown.others = fmt::format("{}{}", fmt::join(seen.places, ", "), kind.count > seen.places.size() ? ", …" : "");
    }
    shown.violation = &seen.violation;
    shown.text = &seen.text;
    const Html example = example_html(shown);
    if (examples_.str().size() + example.str().size() > room_) return false;
    examples_.add(example);
    return true;
  }

  void add_row(const ViolationKind& kind, bool has_example, std::size_t number, Table& table) const {
    const double share = 100.0 * static_cast<double>(kind.count) / static_cast<double>(kinds_.violations());
    Html name;
    if (has_example) name.markup("<a href=\"#").text(kind_anchor(number)).markup("\">");
    name.add(kind_html(kind.code, kind.pointer));
    if (has_example) name.markup("</a>");
    table.add({count_cell(kind.count),
               {html_text(fmt::format("{:.1f} %", share)), share},
               kind.topic_name.empty() ? Html{} : html_code(kind.topic_name),
               std::move(name)});
  }

  const ViolationKinds& kinds_;
  const SeenKinds& seen_;
  std::size_t room_;
  Html examples_;
};

}  // namespace

PageReporter::PageReporter(Sink sink, std::int64_t time, const RunCounts& counts, const ViolationKinds& kinds)
    : sink_(std::move(sink)), time_(time), counts_(counts), kinds_(kinds) {}

Result<void> PageReporter::begin_file(std::string_view file) {
  end_file();
  files_.push_back({std::string(file), {}});
  before_ = counts_;
  return {};
}

void PageReporter::end_file() {
  if (!files_.empty()) files_.back().counts = counts_ - before_;
}

Result<void> PageReporter::report(const Finding& finding) {
  const Violation& violation = *finding.violation;
  std::string pattern;
  append_pointer_pattern(violation.pointer, pattern);
  const std::string key = key_of(finding.topic_name, name(violation.code), pattern);
  auto found = seen_.find(key);
  if (found == seen_.end()) {
    if (seen_.size() == max_seen) return {};
    found = seen_.emplace(key, Seen{violation, text_of(finding), finding.entry, {}}).first;
  }
  std::vector<std::string>& places = found->second.places;
  if (places.size() == max_places) return {};
  places.push_back(fmt::format("{}:{}:{}", finding.file, violation.place.line, violation.place.column));
  return {};
}

Result<void> PageReporter::unreadable(std::string_view /*file*/, std::string_view why) {
  ++unreadable_files_;
  if (unreadable_.size() < max_unreadable) unreadable_.emplace_back(why);
  return {};
}

Result<void> PageReporter::finish(const ReportTotals& /*totals*/) {
  end_file();
  const std::string title = files_.size() == 1 ? "Validation of " + files_.front().name
                                               : fmt::format("Validation of {} files", grouped(files_.size()));
  Page page(title, fmt::format("Messages against their contracts; validated from {}.", utc_text(time_)));
  page.body().add(totals_of(counts_, files_.size()));
  if (unreadable_files_ != 0) page.body().add(unreadable_part(unreadable_, unreadable_files_));
  if (files_.size() > 1) page.body().add(file_table(files_));
  constexpr std::size_t of_rest = max_table_size + 20'000;
  if (counts_.violations != 0) page.body().add(KindsPart(kinds_, seen_, page.room() - of_rest).make());
  return sink_(std::move(page).finish());
}

}  // namespace thoth::cli
