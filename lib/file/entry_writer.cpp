// SPDX-License-Identifier: GPL-3.0-or-later
#include "file/entry_writer.hpp"

#include <string>

#include "base/schema_frame.hpp"
#include "base/utf8.hpp"
#include "file/frame_members.hpp"
#include "thoth/base64.hpp"

namespace thoth::file {

void write_base64_member(std::string_view name, std::string_view bytes, json::Writer& out) {
  std::string text = "\"";
  write_base64(bytes, text);
  text += '"';
  out.member(std::string(name) + "_base64", json::Raw{text});
}

void write_text(std::string_view name, std::optional<std::string_view> bytes, json::Writer& out) {
  if (!bytes || utf8::is_valid(*bytes)) {
    out.member(name, bytes);
  } else {
    write_base64_member(name, *bytes, out);
  }
}

void write_headers(std::span<const Header> headers, json::Writer& out) {
  out.key("headers").begin_array();
  for (const auto& header : headers) {
    out.begin_object();
    write_text("key", header.key, out);
    write_text("value", header.value, out);
    out.end_object();
  }
  out.end_array();
}

void write_value_frame(std::string_view prefix, std::string_view bytes, std::span<const Header> headers,
                       json::Writer& out) {
  const SchemaFrame frame =
      prefix.empty() ? split_frame(FramedPart::value, bytes, headers) : SchemaFrame{Framing::prefix, prefix, {}};
  write_frame(FramedPart::value, frame, out);
}

void write_key(std::string_view key, std::span<const Header> headers, json::Writer& out) {
  const SchemaFrame frame = split_frame(FramedPart::key, key, headers);
  // After a prefix bytes in base64 would be whole again.
  const bool is_split = frame.framing == Framing::header || utf8::is_valid(frame.contents);
  write_text("key", is_split ? frame.contents : key, out);
  if (is_split) write_frame(FramedPart::key, frame, out);
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
  if (parts.bytes || parts.contents) write_value_frame(parts.frame, parts.bytes.value_or(""), parts.headers, entry);
  if (parts.key) write_key(*parts.key, parts.headers, entry);
  const bool has_headers = !parts.headers.empty();
  if (has_headers) write_headers(parts.headers, entry);
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
