// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "base/utc_text.hpp"
#include "output/text.hpp"
#include "page/page.hpp"
#include "page/table.hpp"
#include "page/topics_page.hpp"
#include "reading/record_plots.hpp"
#include "stats/report.hpp"

namespace thoth::cli {
namespace {

/// Rows that are read; all of them are in the JSON.
constexpr std::size_t max_name_rows = 50;
/// Bytes, whatever names are in them.
constexpr std::size_t max_table_size = 80'000;

using Kind = Column::Kind;

/// "812", "about 81,234 ± 1,320".
std::string grouped_estimate(const Estimate& estimate) {
  if (estimate.error == 0) return grouped(estimate.count);
  return fmt::format("about {} ± {}", grouped(estimate.count), grouped(estimate.error));
}

Cell estimate_cell(const Estimate& estimate) {
  return {html_text(grouped_estimate(estimate)), static_cast<double>(estimate.count)};
}

double per_minute_at(const MinuteCounts::Stretch& stretch) {
  return static_cast<double>(stretch.records) / static_cast<double>(stretch.minutes);
}

/// "612 in the minute from 2026-01-15T10:03:00.000Z".
std::string peak_text(const MinuteCounts::Stretch& peak) {
  const std::string length = peak.minutes == 1 ? "minute" : fmt::format("{} minutes", peak.minutes);
  return fmt::format("{} in the {} from {}", grouped(peak.records), length, utc_text(peak.start));
}

/// "1,200", or "1,200 to 1,500" where the sketch leaves it open.
std::string grouped_range(const FrequentKey& key) {
  if (key.at_least == key.at_most) return grouped(key.at_least);
  return fmt::format("{} to {}", grouped(key.at_least), grouped(key.at_most));
}

/// Empty where all is of one minute, of which a plot tells nothing.
Html times_of(const MinuteCounts& minutes) {
  if (minutes.by_stretch().size() < 2) return {};
  TimeLine times(TimeLine::minute);
  for (const auto& [stretch, records] : minutes.by_stretch()) {
    times.add(stretch * minutes.width() * TimeLine::minute, JudgedCounts{0, 0, records});
  }
  return time_plot(times, Validated::no);
}

Html sizes_of(const SizeSketch& sketch) {
  SizeCounts sizes;
  for (const SizeSketch::Class& sizes_in : sketch.classes()) {
    sizes.add(sizes_in.least + (sizes_in.most - sizes_in.least) / 2, JudgedCounts{0, 0, sizes_in.count});
  }
  return size_plot(sizes, Validated::no);
}

/// What the part of a topic says of it.
class TopicPart {
 public:
  TopicPart(const TopicStats& topic, const Volume& all, Html& html)
      : topic_(topic), all_(all), total_(topic.total()), html_(html) {}

  void add() {
    if (!topic_.is_complete()) html_.add(note("Not all of this topic was read.", Tone::invalid));
    if (total_.records == 0) {
      html_.markup("<p class=\"soft\">No records.</p>\n");
    } else {
      add_facts();
      add_remarks();
      add_plot("Over time", times_of(total_.minutes));
      add_plot("Sizes", sizes_of(total_.sizes));
      add_keys();
      add_names("Types and versions", "type", topic_.types);
      add_names("Schemas of a registry", "schema", topic_.schema_ids);
      add_partitions();
    }
  }

 private:
  void add_facts() {
    const bool is_part = all_.records != total_.records;
    html_.add(facts(
        {{"records", grouped(total_.records)},
         {"bytes", byte_text(total_.bytes)},
         {"of all bytes", is_part ? fmt::format("{:.1f} %", 100 * share_of(total_.bytes, all_.bytes)) : std::string()},
         {"partitions", grouped(topic_.partitions.size())},
         {"distinct keys", grouped_estimate(total_.keys.estimate())},
         {"without a key", if_any(total_.null_keys)},
         {"duplicates", grouped_estimate(total_.duplicates())},
         {"tombstones", if_any(total_.tombstones)}}));
  }

  /// What is told in sentences.
  void add_remarks() {
    if (total_.first_timestamp) {
      add_remark(
          fmt::format("Written from {} to {}.", utc_text(*total_.first_timestamp), utc_text(*total_.last_timestamp)));
    }
    if (const auto peak = total_.minutes.peak()) {
      add_remark(fmt::format("On average {}, at most {}.", rate_text(total_.minutes.mean() / 60), peak_text(*peak)));
    }
    if (total_.largest) add_sizes(*total_.largest);
    if (const auto& setting = topic_.compression) {
      add_remark(fmt::format("compression.type={} ({}).", setting->value,
                             setting->is_default ? "default" : "set on the topic"));
    }
    if (const auto skew = topic_.skew(); skew && skew->ratio > 1) add_skew(*skew);
  }

  void add_remark(const std::string& text) { html_.markup("<p>").text(text, 2 * max_page_text).markup("</p>\n"); }

  void add_sizes(const LargestRecord& largest) {
    const auto quantile = [this](double share) { return byte_text(total_.sizes.quantile(share)); };
    add_remark(
        fmt::format("Half of the values have at most {}, 95 % at most {}, 99 % at most {}{}; the largest has {}: "
                    "partition {}, offset {}.",
                    quantile(0.5), quantile(0.95), quantile(0.99),
                    total_.sizes.is_exact() ? "" : fmt::format(" (each ± {:.1f} %)", 100 * SizeSketch::max_error),
                    byte_text(largest.size), largest.partition, largest.offset));
  }

  void add_skew(const Skew& skew) {
    Html html;
    html.markup("<p>").text(
        fmt::format("Partition {} has {:.2f} times the mean of all partitions", skew.partition, skew.ratio));
    if (skew.key) {
      html.markup(": the key ").add(html_code(skew.key->key));
      html.text(fmt::format(" has {} of its {} records.", grouped_range(*skew.key), grouped(skew.records)));
    } else {
      html.text("; no single key is the cause.");
    }
    html_.add(html).markup("</p>\n");
  }

  template <std::size_t size>
  void add_plot(const char (&title)[size], const Html& plot) {
    if (!plot.empty()) html_.markup("<h3>").markup(title).markup("</h3>\n").add(plot);
  }

  void add_keys() {
    const auto keys = total_.frequent_keys.most_frequent(total_.records, max_frequent_keys);
    if (keys.empty()) return;
    Table table("Most frequent keys", {{"key", Kind::wide}, {"records", Kind::number}, {"share", Kind::number}});
    for (const FrequentKey& key : keys) {
      table.add({html_code(key.key),
                 {html_text(grouped_range(key)), static_cast<double>(key.at_least)},
                 share_cell(key.at_least, total_.records)});
    }
    html_.markup("<h3>Most frequent keys</h3>\n").add(std::move(table).finish());
  }

  template <std::size_t size>
  void add_names(const char (&title)[size], std::string_view what, const NameCounts& names) {
    const std::vector<const NameCount*> sorted = names.sorted();
    if (sorted.empty()) return;
    Table table(title, {{what, Kind::wide}, {"version"}, {"records", Kind::number}, {"share", Kind::number}});
    std::uint64_t rest = names.others();
    std::size_t rows = 0;
    for (const NameCount* const name : sorted) {
      if (rows++ < max_name_rows && table.size() < max_table_size) {
        add_name(html_text(name->name.value_or("no known type")), name->version.value_or(""), name->records, table);
      } else {
        rest += name->records;
      }
    }
    if (rest != 0) add_name(html_text("others"), "", rest, table);
    html_.markup("<h3>").markup(title).markup("</h3>\n").add(std::move(table).finish());
  }

  void add_name(Html name, const std::string& version, std::uint64_t records, Table& table) const {
    table.add({std::move(name), html_text(version), count_cell(records), share_cell(records, total_.records)});
  }

  void add_partitions() {
    html_.add(partitions_html(topic_.partitions.size(),
                              {{"partition", Kind::number},
                               {"from offset", Kind::number},
                               {"to offset", Kind::number},
                               {"records", Kind::number},
                               {"share", Kind::number},
                               {"bytes", Kind::number},
                               {"peak a minute", Kind::number},
                               {"keys", Kind::number},
                               {"99 % up to", Kind::number},
                               {"largest", Kind::number}},
                              [this](std::size_t index) { return row_of(topic_.partitions[index]); }));
  }

  [[nodiscard]] std::vector<Cell> row_of(const PartitionStats& partition) const {
    const RecordStats& stats = partition.stats;
    const auto peak = stats.minutes.peak();
    const auto size = [&stats](std::uint64_t bytes) { return stats.largest ? bytes_cell(bytes) : Cell(Html{}); };
    return {offset_cell(partition.partition),
            offset_cell(partition.from),
            offset_cell(partition.next),
            count_cell(stats.records),
            share_cell(stats.records, total_.records),
            bytes_cell(stats.bytes),
            peak ? count_cell(static_cast<std::uint64_t>(std::llround(per_minute_at(*peak)))) : Cell(Html{}),
            estimate_cell(stats.keys.estimate()),
            size(stats.sizes.quantile(0.99)),
            size(stats.largest ? stats.largest->size : 0)};
  }

  const TopicStats& topic_;
  const Volume& all_;
  RecordStats total_;
  Html& html_;
};

/// What the list says of a topic, which is counted once for all that asks for it.
struct Listed {
  Volume volume;
  std::optional<std::int64_t> last_timestamp;
};

std::vector<Listed> listed_topics(const Stats& stats) {
  std::vector<Listed> listed;
  for (const TopicStats& topic : stats.topics) {
    Listed& added = listed.emplace_back();
    for (const PartitionStats& partition : topic.partitions) {
      added.volume.records += partition.stats.records;
      added.volume.bytes += partition.stats.bytes;
      added.last_timestamp = std::max(added.last_timestamp, partition.stats.last_timestamp);
    }
  }
  return listed;
}

/// Those with the most bytes come first.
std::vector<std::size_t> order_of(const std::vector<Listed>& topics) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < topics.size(); ++i) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&topics](std::size_t left, std::size_t right) {
    const Volume& a = topics[left].volume;
    const Volume& b = topics[right].volume;
    return std::pair(a.bytes, a.records) > std::pair(b.bytes, b.records);
  });
  return order;
}

std::vector<Cell> row_of(const TopicStats& topic, const Listed& listed, const Volume& all) {
  return {count_cell(listed.volume.records),   share_cell(listed.volume.records, all.records),
          bytes_cell(listed.volume.bytes),     share_cell(listed.volume.bytes, all.bytes),
          count_cell(topic.partitions.size()), time_cell(listed.last_timestamp)};
}

}  // namespace

std::string stats_html(const Stats& stats) {
  const std::vector<Listed> topics = listed_topics(stats);
  const Volume all = volume_of(stats);
  const std::size_t count = stats.topics.size();
  TopicsPage page;
  page.title = count == 1 ? "What " + stats.topics.front().name + " holds" : fmt::format("What {} topics hold", count);
  page.lead = fmt::format("Records, sizes, rates and keys; read from {}.", utc_text(stats.began));
  if (stats.cut) page.incomplete = stats.cut->error.text();
  page.command = "count";
  page.order = order_of(topics);
  page.totals = facts({{"topics", grouped(count)}, {"records", grouped(all.records)}, {"bytes", byte_text(all.bytes)}});
  page.columns = {{"records", Kind::number}, {"share", Kind::number},      {"bytes", Kind::number},
                  {"share", Kind::number},   {"partitions", Kind::number}, {"last record", Kind::time}};
  page.name = [&stats](std::size_t topic) { return std::string_view(stats.topics[topic].name); };
  page.row = [&](std::size_t topic) { return row_of(stats.topics[topic], topics[topic], all); };
  page.part = [&](std::size_t topic) {
    Html html;
    TopicPart(stats.topics[topic], all, html).add();
    return html;
  };
  return topics_page(page);
}

}  // namespace thoth::cli
