// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "audit/report.hpp"
#include "base/utc_text.hpp"
#include "output/text.hpp"
#include "page/example.hpp"
#include "page/page.hpp"
#include "page/table.hpp"
#include "page/topics_page.hpp"
#include "reading/record_plots.hpp"

namespace thoth::cli {
namespace {

/// Rows that are read; all of them are in the JSON.
constexpr std::size_t max_rows = 50;
constexpr std::size_t max_examples = 20;
constexpr std::size_t max_named_partitions = 20;
/// Bytes, whatever names are in them.
constexpr std::size_t max_table_size = 80'000;
constexpr std::size_t max_examples_size = 200'000;

using Kind = Column::Kind;

std::uint64_t valid_records(const TopicAudit& topic) {
  return topic.records - topic.invalid - topic.not_validated;
}

std::string kind_id(std::size_t topic, const ViolationKind& kind) {
  return fmt::format("topic{}kind{}", topic, kind.number);
}

/// What the part of a topic says of it.
class TopicPart {
 public:
  TopicPart(const TopicAudit& topic, std::size_t number, Html& html) : topic_(topic), number_(number), html_(html) {}

  void add() {
    add_state();
    if (topic_.records != 0) {
      add_facts();
      add_times();
      add_violations("Violations by kind", topic_.violations);
      add_components();
      add_violations("Members that the type does not declare", topic_.unknown_members);
      add_sizes();
      add_partitions();
    }
  }

 private:
  void add_state() {
    if (!topic_.left_out.empty()) html_.add(note("Not validated: " + topic_.left_out, Tone::invalid));
    if (topic_.records == 0) {
      html_.markup("<p class=\"soft\">No records.</p>\n");
    } else if (!topic_.is_known && topic_.left_out.empty()) {
      html_.add(note("No message type is known for this topic, so that its records are not validated."));
    }
    if (!topic_.is_complete()) html_.add(note("Not all of this topic was read.", Tone::invalid));
  }

  void add_facts() {
    const std::uint64_t values = topic_.records - topic_.tombstones;
    html_.add(facts({{"records", grouped(topic_.records)},
                     {"valid", grouped(valid_records(topic_)), Tone::valid},
                     {"invalid", grouped(topic_.invalid), topic_.invalid == 0 ? Tone::plain : Tone::invalid},
                     {"not validated", if_any(topic_.not_validated), Tone::other},
                     {"CloudEvents", if_any(topic_.events)},
                     {"tombstones", if_any(topic_.tombstones)},
                     {"bytes", byte_text(topic_.bytes)},
                     {"bytes a value", values == 0 ? "" : byte_text(topic_.bytes / values)},
                     {"records on average", mean_rate()},
                     {"records at the peak", peak_rate()}}));
  }

  [[nodiscard]] std::string mean_rate() const {
    if (!topic_.first_timestamp || *topic_.first_timestamp == *topic_.last_timestamp) return "";
    const auto seconds = static_cast<double>(*topic_.last_timestamp - *topic_.first_timestamp) / 1000;
    return rate_text(static_cast<double>(topic_.records) / seconds);
  }

  /// Of the stretches that the plot shows.
  [[nodiscard]] std::string peak_rate() const {
    const TimeSeries series = topic_.times.series(max_time_bars);
    std::uint64_t most = 0;
    for (const JudgedCounts& bin : series.bins) most = std::max(most, bin.records());
    return most == 0 ? "" : fmt::format("{} in {}", grouped(most), stretch_text(series.width));
  }

  void add_times() {
    const Html plot = time_plot(topic_.times);
    if (!plot.empty()) html_.markup("<h3>Over time</h3>\n").add(plot);
  }

  void add_violations(std::string_view title, const SightingList& list) {
    const std::uint64_t all = list.kinds().violations();
    if (all == 0) return;
    const bool is_broken = &list == &topic_.violations;
    Table table(title,
                {{"count", Kind::number}, {"share", Kind::number}, {"kind", Kind::wide}, {"offsets", Kind::wide}});
    Html examples;
    std::size_t rows = 0;
    std::uint64_t rest = list.kinds().others();
    for (const Sighting& sighting : list.sorted()) {
      const bool has_example = is_broken && rows < max_examples && examples.str().size() < max_examples_size;
      if (rows++ >= max_rows || table.size() > max_table_size) {
        rest += sighting.kind.count;
        continue;
      }
      add_kind(sighting, all, has_example, table);
      if (has_example) examples.add(example_of(sighting));
    }
    html_.markup("<h3>").text(title).markup("</h3>\n").add(std::move(table).finish());
    html_.add(left_out_note(rest, "violations of other kinds")).add(examples);
  }

  void add_kind(const Sighting& sighting, std::uint64_t all, bool has_example, Table& table) const {
    const ViolationKind& kind = sighting.kind;
    Html name;
    if (has_example) name.markup("<a href=\"#").text(kind_id(number_, kind)).markup("\">");
    name.add(kind_html(kind.code, kind.pointer));
    if (has_example) name.markup("</a>");
    table.add({count_cell(kind.count), share_cell(kind.count, all), std::move(name),
               html_text(places_text(sighting.seen, 4))});
  }

  [[nodiscard]] Html example_of(const Sighting& sighting) const {
    const Example& example = sighting.seen.example;
    PageExample shown;
    shown.id = kind_id(number_, sighting.kind);
    shown.pointer = sighting.kind.pointer;
    shown.count = counted(sighting.kind.count, "violation", "violations");
    shown.where = fmt::format("partition {}, offset {}, component_name {}", example.partition, example.offset,
                              name_or_none(example.component_name));
    if (sighting.kind.count > 1) shown.others = "offsets " + places_text(sighting.seen, max_named_partitions);
    shown.violation = &example.violation;
    shown.text = &example.text;
    return example_html(shown);
  }

  void add_components() {
    if (topic_.records == topic_.tombstones) return;
    Table table("Records by component", {{"component_name"},
                                         {"version"},
                                         {"records", Kind::number},
                                         {"invalid", Kind::number},
                                         {"valid and invalid", Kind::bars}});
    OriginCount rest = topic_.origins.others();
    std::size_t rows = 0;
    for (const OriginCount* const origin : topic_.origins.sorted()) {
      if (rows++ < max_rows && table.size() < max_table_size) {
        add_origin(html_text(name_or_none(origin->component_name)), html_text(name_or_none(origin->version)), *origin,
                   table);
      } else {
        rest.records += origin->records;
        rest.invalid += origin->invalid;
      }
    }
    if (rest.records != 0) add_origin(html_text("others"), Html{}, rest, table);
    html_.markup("<h3>Records by component</h3>\n").add(std::move(table).finish());
    add_component_kinds();
  }

  void add_origin(Html component, Html version, const OriginCount& origin, Table& table) const {
    const bool is_judged = topic_.is_known;
    table.add({std::move(component), std::move(version), count_cell(origin.records), count_cell(origin.invalid),
               shares_cell(is_judged ? origin.records - origin.invalid : 0, origin.invalid,
                           is_judged ? 0 : origin.records - origin.invalid)});
  }

  void add_component_kinds() {
    if (topic_.by_component.violations() == 0) return;
    Table table("Violations by component", {{"component_name"}, {"kind", Kind::wide}, {"count", Kind::number}});
    std::uint64_t rest = topic_.by_component.others();
    std::size_t rows = 0;
    for (const ViolationKind& kind : topic_.by_component.sorted()) {
      if (rows++ >= max_rows || table.size() > max_table_size) {
        rest += kind.count;
        continue;
      }
      table.add({html_text(kind.topic_name.empty() ? "(none)" : kind.topic_name), kind_html(kind.code, kind.pointer),
                 count_cell(kind.count)});
    }
    html_.markup("<h3>Violations by component</h3>\n").add(std::move(table).finish());
    html_.add(left_out_note(rest, "violations"));
  }

  void add_sizes() {
    const Html plot = size_plot(topic_.sizes);
    if (!plot.empty()) html_.markup("<h3>Sizes</h3>\n").add(plot);
  }

  void add_partitions() {
    html_.add(partitions_html(topic_.partitions.size(),
                              {{"partition", Kind::number},
                               {"from offset", Kind::number},
                               {"to offset", Kind::number},
                               {"records", Kind::number},
                               {"share", Kind::number},
                               {"invalid", Kind::number},
                               {"bytes", Kind::number},
                               {"valid and invalid", Kind::bars}},
                              [this](std::size_t index) { return row_of(topic_.partitions[index]); }));
  }

  [[nodiscard]] std::vector<Cell> row_of(const AuditedPartition& partition) const {
    const std::uint64_t rest = partition.records - partition.invalid;
    return {offset_cell(partition.partition),
            offset_cell(partition.from),
            offset_cell(partition.next),
            count_cell(partition.records),
            share_cell(partition.records, topic_.records),
            count_cell(partition.invalid),
            bytes_cell(partition.bytes),
            shares_cell(topic_.is_known ? rest : 0, partition.invalid, topic_.is_known ? 0 : rest)};
  }

  const TopicAudit& topic_;
  std::size_t number_;
  Html& html_;
};

std::string title_of(const Audit& audit) {
  if (audit.topics.size() == 1) return "Audit of " + audit.topics.front().name;
  return fmt::format("Audit of {} topics", audit.topics.size());
}

Html totals_of(const Audit& audit) {
  JudgedCounts all;
  std::uint64_t bytes = 0;
  for (const TopicAudit& topic : audit.topics) {
    all += {valid_records(topic), topic.invalid, topic.not_validated};
    bytes += topic.bytes;
  }
  return facts({{"topics", grouped(audit.topics.size())},
                {"records", grouped(all.records())},
                {"valid", grouped(all.valid), Tone::valid},
                {"invalid", grouped(all.invalid), all.invalid == 0 ? Tone::plain : Tone::invalid},
                {"not validated", if_any(all.not_validated), Tone::other},
                {"violations", grouped(audit.violations())},
                {"bytes", byte_text(bytes)}});
}

/// Topics with what is invalid come first, and then those with the most records.
std::vector<std::size_t> order_of(const Audit& audit) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < audit.topics.size(); ++i) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&audit](std::size_t left, std::size_t right) {
    const TopicAudit& a = audit.topics[left];
    const TopicAudit& b = audit.topics[right];
    return std::pair(a.invalid, a.records) > std::pair(b.invalid, b.records);
  });
  return order;
}

std::vector<Cell> row_of(const TopicAudit& topic) {
  return {count_cell(topic.records),      count_cell(valid_records(topic)),
          count_cell(topic.invalid),      count_cell(topic.not_validated),
          bytes_cell(topic.bytes),        shares_cell(valid_records(topic), topic.invalid, topic.not_validated),
          time_cell(topic.last_timestamp)};
}

}  // namespace

std::string audit_html(const Audit& audit) {
  TopicsPage page;
  page.title = title_of(audit);
  page.lead = fmt::format("Records that topics hold, against their contracts; read from {}.", utc_text(audit.began));
  if (audit.cut) page.incomplete = audit.cut->error.text();
  page.command = "audit";
  page.order = order_of(audit);
  page.totals = totals_of(audit);
  page.columns = {{"records", Kind::number},       {"valid", Kind::number}, {"invalid", Kind::number},
                  {"not validated", Kind::number}, {"bytes", Kind::number}, {"valid and invalid", Kind::bars},
                  {"last record", Kind::time}};
  page.name = [&audit](std::size_t topic) { return std::string_view(audit.topics[topic].name); };
  page.row = [&audit](std::size_t topic) { return row_of(audit.topics[topic]); };
  page.part = [&audit](std::size_t topic) {
    Html html;
    TopicPart(audit.topics[topic], topic, html).add();
    return html;
  };
  return topics_page(page);
}

}  // namespace thoth::cli
