// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/cut_text.hpp"
#include "base/utc_text.hpp"
#include "output/table.hpp"
#include "output/text.hpp"
#include "output/wrapped_text.hpp"
#include "stats/report.hpp"

namespace thoth::cli {
namespace {

/// Lists for people end somewhere; the whole of them is in the other formats.
constexpr std::size_t max_shown_rows = 20;
constexpr std::size_t max_shown_names = 10;
constexpr std::size_t max_shown_keys = 3;
constexpr std::size_t label_width = 13;
constexpr std::size_t value_column = label_width + 2;

std::string percent_text(double share) {
  return fmt::format("{:.1f} %", 100 * share);
}

/// "812", "about 81234 ± 1320".
std::string estimate_text(const Estimate& estimate) {
  return estimate.error == 0 ? std::to_string(estimate.count)
                             : fmt::format("about {} ± {}", estimate.count, estimate.error);
}

std::string per_minute_text(double per_minute) {
  return per_minute < 10 ? fmt::format("{:.2g}", per_minute) : fmt::format("{:.0f}", per_minute);
}

/// "in the minute from 2026-01-15T10:03:00.000Z".
std::string busiest_text(const MinuteCounts::Stretch& stretch) {
  const std::string length = stretch.minutes == 1 ? "minute" : fmt::format("{} minutes", stretch.minutes);
  return fmt::format("in the {} from {}", length, utc_text(stretch.start));
}

std::string key_text(const FrequentKey& key) {
  return fmt::format("\"{}\"", shorten(key.key));
}

/// "12", or "12 to 15" where the sketch leaves it open.
std::string range_text(const FrequentKey& key) {
  return key.at_least == key.at_most ? std::to_string(key.at_least)
                                     : fmt::format("{} to {}", key.at_least, key.at_most);
}

/// Names with their records; those past some number counted together with `others`.
std::string names_text(const NameCounts& names) {
  std::string text;
  std::uint64_t rest = names.others();
  std::size_t shown = 0;
  for (const NameCount* const name : names.sorted()) {
    if (shown++ >= max_shown_names) {
      rest += name->records;
      continue;
    }
    if (!text.empty()) text += ", ";
    text += name->name.value_or("no known type");
    if (name->version) text += ' ' + *name->version;
    text += fmt::format(" ({})", name->records);
  }
  return rest == 0 ? text : text + fmt::format(", others ({})", rest);
}

class StatsText {
 public:
  StatsText(const Volume& all, std::size_t topics, std::size_t width, std::string& out)
      : all_(all), topics_(topics), width_(width), out_(out) {}

  void add(const TopicStats& topic) {
    const RecordStats total = topic.total();
    const bool is_short = total.records == 0;
    if (!out_.empty() && !(is_short && was_short_)) out_ += '\n';
    was_short_ = is_short;
    add_head(topic, total);
    if (is_short) return;
    out_ += '\n';
    add_rate(total);
    add_keys(total);
    add_values(total);
    add_topic_lines(topic);
    if (topic.partitions.size() > 1) add_partitions(topic, total);
  }

 private:
  void add_line(std::string_view label, const std::string& text) {
    out_ += fmt::format("  {:<{}}", label, label_width);
    append_wrapped(text, value_column, width_, out_);
  }

  void add_head(const TopicStats& topic, const RecordStats& total) {
    std::string text = topic.name + ": ";
    if (total.records == 0) {
      text += "no records";
    } else {
      text += counted(total.records, "record", "records") + ", " + byte_text(total.bytes);
      if (topics_ > 1) text += fmt::format(" ({} of all)", percent_text(share_of(total.bytes, all_.bytes)));
    }
    append_wrapped(text, 0, width_, out_);
    if (!total.first_timestamp) return;
    out_ += "  ";
    append_wrapped(fmt::format("{}, from {} to {}", counted(topic.partitions.size(), "partition", "partitions"),
                               utc_text(*total.first_timestamp), utc_text(*total.last_timestamp)),
                   2, width_, out_);
  }

  void add_rate(const RecordStats& total) {
    const auto peak = total.minutes.peak();
    if (!peak) return;
    add_line("rate", fmt::format("mean {} a minute, at most {} {}", per_minute_text(total.minutes.mean()),
                                 peak->records, busiest_text(*peak)));
  }

  void add_keys(const RecordStats& total) {
    std::string text = estimate_text(total.keys.estimate()) + " distinct";
    if (total.null_keys != 0) text += ", " + counted(total.null_keys, "record", "records") + " without a key";
    add_line("keys", text);
    const auto frequent = total.frequent_keys.most_frequent(total.records, max_shown_keys);
    if (frequent.empty()) return;
    text.clear();
    for (const FrequentKey& key : frequent) {
      if (!text.empty()) text += ", ";
      text += fmt::format("{} {}", key_text(key), range_text(key));
    }
    add_line("top keys", text);
  }

  void add_values(const RecordStats& total) {
    const Estimate duplicates = total.duplicates();
    if (total.tombstones != 0) add_line("tombstones", std::to_string(total.tombstones));
    add_line("duplicates", estimate_text(duplicates) + " of key and value");
    if (!total.largest) return;
    const auto quantile = [&total](double share) { return byte_text(total.sizes.quantile(share)); };
    std::string text = fmt::format("p50 {}, p95 {}, p99 {}", quantile(0.5), quantile(0.95), quantile(0.99));
    if (!total.sizes.is_exact()) text += fmt::format(" (± {})", percent_text(SizeSketch::max_error));
    const LargestRecord& largest = *total.largest;
    add_line("value sizes",
             fmt::format("{}, max {} at [{}] @ {}", text, byte_text(largest.size), largest.partition, largest.offset));
  }

  void add_topic_lines(const TopicStats& topic) {
    if (const auto& setting = topic.compression) {
      add_line("compression", fmt::format("compression.type={} ({}){}", setting->value,
                                          setting->is_default ? "default" : "set on the topic",
                                          setting->value == "producer" ? ", so as each producer chose" : ""));
    } else {
      add_line("compression", "the cluster does not tell the topic's setting");
    }
    if (const auto skew = topic.skew()) add_skew(*skew);
    if (const std::string text = names_text(topic.types); !text.empty()) add_line("types", text);
    if (const std::string text = names_text(topic.schema_ids); !text.empty()) add_line("schema ids", text);
  }

  void add_skew(const Skew& skew) {
    std::string text = fmt::format("partition {} has {:.2f} times the mean of all", skew.partition, skew.ratio);
    if (skew.key) {
      text += fmt::format("; the key {} has {} of its {} records", key_text(*skew.key), range_text(*skew.key),
                          skew.records);
    } else if (skew.ratio > 1) {
      text += "; no single key is the cause";
    }
    add_line("skew", text);
  }

  void add_partitions(const TopicStats& topic, const RecordStats& total) {
    std::vector<const PartitionStats*> shown;
    for (const PartitionStats& partition : topic.partitions) shown.push_back(&partition);
    const bool is_cut = shown.size() > max_shown_rows;
    if (is_cut) {
      std::stable_sort(shown.begin(), shown.end(), [](const PartitionStats* left, const PartitionStats* right) {
        return left->stats.records > right->stats.records;
      });
      shown.resize(max_shown_rows);
    }
    std::vector<std::vector<std::string>> rows{
        {"", "partition", "records", "share", "bytes", "peak/min", "keys", "p50", "p99", "max"}};
    for (const PartitionStats* const partition : shown) rows.push_back(row_of(*partition, total));
    out_ += '\n' + table(rows, width_);
    if (is_cut)
      out_ += fmt::format("  and {} partitions with fewer records\n", topic.partitions.size() - max_shown_rows);
  }

  static std::vector<std::string> row_of(const PartitionStats& partition, const RecordStats& total) {
    const RecordStats& stats = partition.stats;
    const auto peak = stats.minutes.peak();
    const Estimate keys = stats.keys.estimate();
    const auto size = [&stats](std::uint64_t bytes) { return stats.largest ? byte_text(bytes) : "-"; };
    return {"",
            std::to_string(partition.partition),
            std::to_string(stats.records),
            percent_text(share_of(stats.records, total.records)),
            byte_text(stats.bytes),
            peak ? per_minute_text(static_cast<double>(peak->records) / static_cast<double>(peak->minutes)) : "-",
            (keys.error == 0 ? "" : "~") + std::to_string(keys.count),
            size(stats.sizes.quantile(0.5)),
            size(stats.sizes.quantile(0.99)),
            size(stats.largest ? stats.largest->size : 0)};
  }

  Volume all_;
  std::size_t topics_;
  std::size_t width_;
  std::string& out_;
  bool was_short_ = false;  ///< topics without records stand line by line
};

}  // namespace

std::string stats_text(const Stats& stats, std::size_t width) {
  std::string out;
  StatsText report(volume_of(stats), stats.topics.size(), width, out);
  for (const TopicStats& topic : stats.topics) report.add(topic);
  if (stats.cut) {
    out += "\n";
    append_wrapped("incomplete: " + stats.cut->error.text(), 0, width, out);
  }
  return out;
}

}  // namespace thoth::cli
