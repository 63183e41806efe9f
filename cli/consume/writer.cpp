// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/writer.hpp"

#include <utility>

#include "base/terminal_text.hpp"
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
    if (const SchemaFrame frame = value_frame(record); frame.framing == Framing::prefix) parts.frame = frame.bytes;
  }
  parts.key = record.key;
  parts.headers = record.headers;
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

void RecordWriter::append_selected(const ValidatedRecord& validated, std::string& out) {
  const ShownValue value = shown_.show(validated);
  options_.selection->append_object(shown_.tree(validated, value).root(), out);
}

void RecordWriter::append_row(const ValidatedRecord& validated, std::string& out) {
  if (written_ == 1) options_.selection->append_csv_header(out);
  const ShownValue value = shown_.show(validated);
  options_.selection->append_csv_row(shown_.tree(validated, value).root(), out);
}

void RecordWriter::append_object(const ValidatedRecord& validated, std::string& out) {
  if (options_.selection) {
    append_selected(validated, out);
  } else {
    append_entry(validated, out);
  }
}

void RecordWriter::append_record(const ValidatedRecord& validated, std::string& out) {
  if (options_.layout) {
    const ShownValue value = shown_.show(validated);
    options_.layout->append(validated.record, written_, value, shown_.tree(validated, value), out);
    return;
  }
  switch (options_.format) {
    case RecordFormat::ndjson:
      append_object(validated, out);
      break;
    case RecordFormat::json:
      out += written_ == 1 ? "[\n" : ",\n";
      append_object(validated, out);
      return;
    case RecordFormat::pretty:
      append_pretty_record(validated, shown_.show(validated), options_.colours,
                           options_.marks ? &*options_.marks : nullptr, out);
      break;
    case RecordFormat::csv:
      append_row(validated, out);
      return;
    case RecordFormat::contents:
      out += printed_value(validated.record, validated.contents).value_or("");
      break;
    case RecordFormat::raw:
      out += validated.record.value.value_or("");
      return;
  }
  out += '\n';
}

void RecordWriter::append(const ValidatedRecord& validated, std::string& out) {
  ++written_;
  if (!options_.marks || is_pretty()) return append_record(validated, out);
  std::string text;
  append_record(validated, text);
  const std::size_t begin = out.size();
  append_terminal_safe(text, out);
  options_.marks->mark(out, begin);
}

void RecordWriter::finish(std::string& out) const {
  if (options_.layout) return;
  if (options_.format == RecordFormat::json) out += written_ == 0 ? "[]\n" : "\n]\n";
  if (options_.format == RecordFormat::csv && written_ == 0) options_.selection->append_csv_header(out);
}

std::vector<std::string> RecordWriter::warnings() const {
  return options_.selection ? options_.selection->warnings() : std::vector<std::string>();
}

}  // namespace thoth::cli
