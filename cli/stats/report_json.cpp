// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <charconv>
#include <string>

#include "base/utf8.hpp"
#include "json/writer.hpp"
#include "stats/report.hpp"
#include "thoth/base64.hpp"

namespace thoth::cli {
namespace {

/// A number with six digits.
void write_number(std::string_view name, double number, json::Writer& out) {
  out.key(name).value(json::Raw{fmt::format("{:.6g}", number)});
}

void write_estimate(std::string_view name, const Estimate& estimate, json::Writer& out) {
  out.key(name).begin_object().member("count", estimate.count).member("error", estimate.error).end_object();
}

void write_rate(const RecordStats& stats, json::Writer& out) {
  out.key("rate");
  const auto peak = stats.minutes.peak();
  if (!peak) {
    out.value(nullptr);
    return;
  }
  out.begin_object();
  write_number("mean_per_minute", stats.minutes.mean(), out);
  out.key("peak").begin_object().member("timestamp", peak->start).member("minutes", peak->minutes);
  out.member("records", peak->records).end_object().end_object();
}

void write_sizes(const RecordStats& stats, json::Writer& out) {
  out.key("value_sizes");
  if (!stats.largest) {
    out.value(nullptr);
    return;
  }
  out.begin_object().member("p50", stats.sizes.quantile(0.5)).member("p95", stats.sizes.quantile(0.95));
  out.member("p99", stats.sizes.quantile(0.99));
  write_number("relative_error", stats.sizes.is_exact() ? 0 : SizeSketch::max_error, out);
  out.member("max", stats.largest->size).key("largest").begin_object();
  out.member("partition", stats.largest->partition).member("offset", stats.largest->offset).end_object().end_object();
}

/// The members of a key; one that is no UTF-8, or was cut within a character, in base64.
void write_key(const FrequentKey& key, json::Writer& out) {
  if (utf8::is_valid(key.key)) {
    out.member("key", key.key);
  } else {
    std::string text;
    file::write_base64(key.key, text);
    out.member("key_base64", text);
  }
  out.member("key_size", key.size).member("at_least", key.at_least).member("at_most", key.at_most);
}

void write_frequent(const RecordStats& stats, json::Writer& out) {
  out.key("frequent_keys").begin_array();
  for (const FrequentKey& key : stats.frequent_keys.most_frequent(stats.records, max_frequent_keys)) {
    out.begin_object();
    write_key(key, out);
    out.end_object();
  }
  out.end_array();
}

/// What a topic and a partition have in common.
void write_counts(const RecordStats& stats, const Volume& whole, json::Writer& out) {
  out.member("records", stats.records).member("bytes", stats.bytes);
  write_number("share_of_records", share_of(stats.records, whole.records), out);
  write_number("share_of_bytes", share_of(stats.bytes, whole.bytes), out);
  out.member("first_timestamp", stats.first_timestamp).member("last_timestamp", stats.last_timestamp);
  write_rate(stats, out);
  out.member("null_keys", stats.null_keys).member("tombstones", stats.tombstones);
  write_estimate("distinct_keys", stats.keys.estimate(), out);
  write_estimate("duplicates", stats.duplicates(), out);
  write_sizes(stats, out);
  write_frequent(stats, out);
}

void write_compression(const TopicStats& topic, json::Writer& out) {
  out.key("compression");
  if (!topic.compression) {
    out.value(nullptr);
    return;
  }
  out.begin_object().member("setting", topic.compression->value).member("is_default", topic.compression->is_default);
  out.end_object();
}

void write_skew(const TopicStats& topic, json::Writer& out) {
  out.key("skew");
  const auto skew = topic.skew();
  if (!skew) {
    out.value(nullptr);
    return;
  }
  out.begin_object().member("partition", skew->partition);
  write_number("ratio", skew->ratio, out);
  out.key("cause");
  if (skew->key) {
    out.begin_object();
    write_key(*skew->key, out);
    out.end_object();
  } else {
    out.value(nullptr);
  }
  out.end_object();
}

void write_names(const TopicStats& topic, json::Writer& out) {
  out.key("types").begin_array();
  for (const NameCount* const type : topic.types.sorted()) {
    out.begin_object().member("type", type->name).member("version", type->version);
    out.member("records", type->records).end_object();
  }
  out.end_array().member("other_types", topic.types.others()).key("schemas").begin_array();
  for (const NameCount* const schema : topic.schema_ids.sorted()) {
    const std::string& text = *schema->name;
    std::uint32_t id = 0;
    const bool is_id = std::from_chars(text.data(), text.data() + text.size(), id).ptr == text.data() + text.size();
    out.begin_object();
    if (is_id) {
      out.member("schema_id", id);
    } else {
      out.member("schema_guid", text);
    }
    out.member("records", schema->records).end_object();
  }
  out.end_array().member("other_schemas", topic.schema_ids.others());
}

void write_topic(const TopicStats& topic, const RecordStats& total, const Volume& all, json::Writer& out) {
  out.begin_object().member("topic", topic.name).member("topic_name", topic.base).member("known", topic.is_known);
  out.member("complete", topic.is_complete());
  write_counts(total, all, out);
  write_compression(topic, out);
  write_skew(topic, out);
  write_names(topic, out);
  out.key("partitions").begin_array();
  for (const PartitionStats& partition : topic.partitions) {
    out.begin_object().member("partition", partition.partition).member("from", partition.from);
    out.member("to", partition.to).member("next", partition.next);
    write_counts(partition.stats, {total.records, total.bytes}, out);
    out.end_object();
  }
  out.end_array().end_object();
}

}  // namespace

std::string stats_json(const Stats& stats) {
  std::string out;
  const Volume all = volume_of(stats);
  for (const TopicStats& topic : stats.topics) {
    json::Writer line(out);
    write_topic(topic, topic.total(), all, line);
    out += '\n';
  }
  return out;
}

}  // namespace thoth::cli
