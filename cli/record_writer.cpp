#include "record_writer.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "masking.hpp"
#include "output.hpp"
#include "thoth/json.hpp"
#include "thoth/kafka/topic_name.hpp"
#include "thoth/message_file.hpp"

namespace thoth::cli {
namespace {

void append_violations(const Violations& violations, std::string& out) {
  out += ",\"violations\":[";
  const char* separator = "";
  for (const Violation& violation : violations) {
    out += fmt::format(R"({}{{"code":"{}","pointer":)", separator, name(violation.code));
    json::write_string(violation.pointer, out);
    out += ",\"message\":";
    json::write_string(violation.message(), out);
    out += '}';
    separator = ",";
  }
  out += ']';
}

}  // namespace

RecordWriter::RecordWriter(const Catalog& catalog, RecordWriterOptions options)
    : catalog_(catalog), options_(std::move(options)) {}

const RecordWriter::Topic& RecordWriter::topic_of(std::string_view name) {
  const auto found = topics_.find(name);
  if (found != topics_.end()) return found->second;
  Topic topic;
  topic.base = kafka::base_topic(options_.topic_prefix, name).value_or(std::string(name));
  topic.schema = catalog_.find(topic.base);
  topic.secretive = topic.schema != nullptr && has_secrets(*topic.schema);
  return topics_.emplace(std::string(name), std::move(topic)).first->second;
}

bool RecordWriter::is_secretive(const kafka::Record& record) {
  return topic_of(record.topic).secretive;
}

RecordWriter::Value RecordWriter::judge(const Topic& topic, std::string_view bytes) {
  const json::Text text{bytes, nullptr, nullptr, nullptr};
  const Judgement& judgement = topic.schema != nullptr ? judge_.judge(*topic.schema, text) : judge_.judge_untyped(text);
  Value value;
  if (topic.schema != nullptr) value.violations = judgement.violations;
  take_contents(topic, bytes, judgement.valid() && judgement.canonical, value);
  return value;
}

/// Decides what stands for the bytes: contents where those bring the very bytes back when they are sent, else the bytes
/// themselves, beside contents to read where they are JSON.
void RecordWriter::take_contents(const Topic& topic, std::string_view bytes, bool canonical, Value& value) const {
  const bool may_hold_secrets = topic.secretive && !options_.show_secrets;
  if (canonical && !may_hold_secrets && bytes != "null") {
    value.contents = bytes;
    return;
  }
  const json::Parsed parsed = json::parse(bytes);
  const bool readable = parsed.document && parsed.violations.empty();
  if (may_hold_secrets && !readable) {
    // There is no telling where in it a secret stands.
    value.masked = true;
    value.contents = std::string("\"") + secret_mark + '"';
    for (Violation& violation : value.violations) violation.found = secret_mark;
    return;
  }
  value.with_bytes = true;
  if (!readable || parsed.document->root().kind == json::Kind::null) return;
  if (may_hold_secrets) {
    Masked masked = mask(*topic.schema, parsed.document->root());
    value.contents = std::move(masked.text);
    value.masked = !masked.pointers.empty();
    mask(masked.pointers, value.violations);
  } else {
    value.contents.emplace();
    json::write(parsed.document->root(), *value.contents);
  }
  // A valid message in another form would go out in the canonical one; a broken or unknown one goes out as it stands.
  const bool kept_as_is = topic.schema == nullptr || canonical || !value.violations.empty();
  if (value.masked || (kept_as_is && *value.contents == bytes)) value.with_bytes = false;
}

void RecordWriter::append_line(const kafka::Record& record, const Topic& topic, const Value& value, std::string& out) {
  file::EntryParts parts;
  parts.topic_name = topic.base;
  more_.clear();
  if (value.with_bytes) {
    parts.bytes = record.value;
    if (value.contents) more_ = "\"message_contents\":" + *value.contents + ',';
  } else if (value.contents) {
    parts.contents = *value.contents;
  }
  parts.key = record.key;
  headers_.assign(record.headers.begin(), record.headers.end());
  parts.headers = &headers_;
  parts.partition = record.partition;
  if (record.timestamp >= 0) parts.timestamp = record.timestamp;
  more_ += "\"topic\":";
  json::write_string(record.topic, more_);
  fmt::format_to(std::back_inserter(more_), ",\"offset\":{}", record.offset);
  if (value.masked) more_ += ",\"masked\":true";
  if (!value.violations.empty()) append_violations(value.violations, more_);
  parts.more = more_;
  file::write_entry(parts, out);
  out += '\n';
}

bool RecordWriter::append(const kafka::Record& record, std::string& out) {
  const Topic& topic = topic_of(record.topic);
  const Value value = record.value ? judge(topic, *record.value) : Value{};
  std::string line;
  if (options_.format == RecordFormat::ndjson) {
    append_line(record, topic, value, line);
  } else {
    line = record.value.value_or("");
    line += '\n';
  }
  if (options_.on_terminal) {
    append_terminal_safe(line, out);
  } else {
    out += line;
  }
  return value.violations.empty();
}

}  // namespace thoth::cli
