#include <fmt/format.h>
#include <simdjson.h>

#include <iterator>

#include "thoth/base64.hpp"
#include "thoth/json.hpp"
#include "thoth/message_file.hpp"

namespace thoth::file {
namespace {

/// Appends `"name":"text"`, or `"name_base64":"…"` where the bytes are no UTF-8.
void write_text(std::string_view name, std::string_view bytes, std::string& out) {
  const bool utf8 = simdjson::validate_utf8(bytes.data(), bytes.size());
  fmt::format_to(std::back_inserter(out), R"("{}{}":)", name, utf8 ? "" : "_base64");
  if (utf8) {
    json::write_string(bytes, out);
    return;
  }
  out.push_back('"');
  write_base64(bytes, out);
  out.push_back('"');
}

void write_headers(const Headers& headers, std::string& out) {
  out.append(R"(,"headers":[)");
  bool first = true;
  for (const auto& header : headers) {
    out.append(first ? "{" : ",{");
    first = false;
    write_text("key", header.key, out);
    out.push_back(',');
    if (header.value) {
      write_text("value", *header.value, out);
    } else {
      out.append(R"("value":null)");
    }
    out.push_back('}');
  }
  out.push_back(']');
}

}  // namespace

void write_entry(const EntryParts& parts, std::string& out) {
  out.append(R"({"topic_name":)");
  json::write_string(parts.topic_name, out);
  if (parts.bytes) {
    out.append(R"(,"value_base64":")");
    write_base64(*parts.bytes, out);
    out.push_back('"');
  } else if (!parts.contents && !parts.key) {
    out.append(R"(,"value_base64":null)");
  } else {
    out.append(R"(,"message_contents":)");
    out.append(parts.contents.value_or("null"));
  }
  if (parts.key) {
    out.push_back(',');
    write_text("key", *parts.key, out);
  }
  if (parts.headers != nullptr && !parts.headers->empty()) write_headers(*parts.headers, out);
  if (parts.partition) fmt::format_to(std::back_inserter(out), R"(,"partition":{})", *parts.partition);
  if (parts.timestamp) fmt::format_to(std::back_inserter(out), R"(,"timestamp":{})", *parts.timestamp);
  if (!parts.more.empty()) {
    out.push_back(',');
    out.append(parts.more);
  }
  out.push_back('}');
}

}  // namespace thoth::file
