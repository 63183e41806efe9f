// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/entry_writer.hpp"

#include <simdjson.h>

#include <string>

#include "thoth/base64.hpp"

namespace thoth::file {

void write_base64_member(std::string_view name, std::string_view bytes, json::Writer& out) {
  std::string text = "\"";
  write_base64(bytes, text);
  text += '"';
  out.member(std::string(name) + "_base64", json::Raw{text});
}

void write_text(std::string_view name, std::optional<std::string_view> bytes, json::Writer& out) {
  if (!bytes || simdjson::validate_utf8(bytes->data(), bytes->size())) {
    out.member(name, bytes);
  } else {
    write_base64_member(name, *bytes, out);
  }
}

void write_headers(const Headers& headers, json::Writer& out) {
  out.key("headers").begin_array();
  for (const auto& header : headers) {
    out.begin_object();
    write_text("key", header.key, out);
    write_text("value", header.value, out);
    out.end_object();
  }
  out.end_array();
}

void write_members(const EntryParts& parts, json::Writer& entry) {
  entry.member("topic_name", parts.topic_name);
  if (parts.bytes) {
    write_base64_member("value", *parts.bytes, entry);
  } else if (!parts.contents && !parts.key) {
    entry.member("value_base64", nullptr);
  } else {
    entry.member("message_contents", json::Raw{parts.contents.value_or("null")});
  }
  if (parts.key) write_text("key", parts.key, entry);
  const bool has_headers = parts.headers != nullptr && !parts.headers->empty();
  if (has_headers) write_headers(*parts.headers, entry);
  if (parts.partition) entry.member("partition", *parts.partition);
  if (parts.timestamp) entry.member("timestamp", *parts.timestamp);
  if (!parts.key && parts.absent_key == Absent::named) entry.member("key", nullptr);
  if (!has_headers && parts.absent_headers == Absent::named) entry.key("headers").begin_array().end_array();
}

void write_entry(const EntryParts& parts, std::string& out) {
  json::Writer entry(out);
  entry.begin_object();
  write_members(parts, entry);
  entry.end_object();
}

}  // namespace thoth::file
