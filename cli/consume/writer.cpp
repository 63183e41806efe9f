// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/writer.hpp"

#include <utility>

#include "file/entry_writer.hpp"
#include "json/writer.hpp"
#include "report/violations_member.hpp"

namespace thoth::cli {

RecordWriter::RecordWriter(RecordWriterOptions options) : options_(std::move(options)), shown_(options_.secrets) {}

bool RecordWriter::gives_away(const ValidatedRecord& validated) const {
  const bool is_bytes = options_.format == RecordFormat::contents || options_.format == RecordFormat::raw;
  return is_bytes && !options_.layout && validated.topic.secretive && options_.secrets == Secrets::masked;
}

void RecordWriter::append_entry(const ValidatedRecord& validated, std::string& out) {
  const kafka::Record& record = validated.record;
  const ShownValue value = shown_.show(validated);
  file::EntryParts parts;
  parts.topic_name = validated.topic.base;
  if (value.with_bytes) {
    parts.bytes = record.value;
  } else if (value.contents) {
    parts.contents = *value.contents;
  }
  parts.key = record.key;
  headers_.assign(record.headers.begin(), record.headers.end());
  parts.headers = &headers_;
  parts.partition = record.partition;
  if (record.timestamp >= 0) parts.timestamp = record.timestamp;
  json::Writer entry(out);
  entry.begin_object();
  file::write_members(parts, entry);
  if (value.with_bytes && value.contents) entry.member("message_contents", json::Raw{*value.contents});
  entry.member("topic", record.topic).member("offset", record.offset);
  if (value.masked) entry.member("masked", true);
  if (!validated.valid()) write_violations(validated.violations, entry);
  entry.end_object();
}

void RecordWriter::append(const ValidatedRecord& validated, std::string& out) {
  ++written_;
  if (options_.layout) {
    options_.layout->append(validated.record, written_, shown_.show(validated), out);
    return;
  }
  switch (options_.format) {
    case RecordFormat::ndjson:
      append_entry(validated, out);
      break;
    case RecordFormat::json:
      out += written_ == 1 ? "[\n" : ",\n";
      append_entry(validated, out);
      return;
    case RecordFormat::pretty:
      append_pretty_record(validated, shown_.show(validated), options_.colours, out);
      break;
    case RecordFormat::contents:
      out += validated.record.value.value_or("");
      break;
    case RecordFormat::raw:
      out += validated.record.value.value_or("");
      return;
  }
  out += '\n';
}

void RecordWriter::finish(std::string& out) const {
  if (options_.format == RecordFormat::json && !options_.layout) out += written_ == 0 ? "[]\n" : "\n]\n";
}

}  // namespace thoth::cli
