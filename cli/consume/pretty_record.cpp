// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/pretty_record.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <iterator>

#include "base/terminal_text.hpp"
#include "output/text.hpp"
#include "thoth/json.hpp"

namespace thoth::cli {
namespace {

constexpr const char* bold = "\x1b[1m";
constexpr const char* dim = "\x1b[2m";
constexpr const char* red = "\x1b[31m";
constexpr const char* plain_colour = "\x1b[0m";

/// Bytes on one line, whatever they are; quoted where they would not show as they are.
void append_word(std::string_view bytes, std::string& out) {
  const bool shows = bytes.find_first_of("\n\t\"") == std::string_view::npos && !bytes.empty();
  std::string word;
  if (shows) {
    word = bytes;
  } else {
    json::write_string(bytes, word);
  }
  append_terminal_line(word, out);
}

class Page {
 public:
  Page(json::Colours colours, const MatchMarks* marks, std::string& out)
      : colours_(colours), marks_(marks), out_(out) {}

  void coloured(const char* colour, std::string_view text) {
    if (colours_ == json::Colours::yes) out_ += colour;
    append_terminal_line(text, out_);
    if (colours_ == json::Colours::yes) out_ += plain_colour;
  }
  void word(std::string_view bytes) {
    const std::size_t begin = out_.size();
    append_word(bytes, out_);
    mark(begin);
  }
  /// The matches in what was appended from `begin` on.
  void mark(std::size_t begin) {
    if (marks_ != nullptr) marks_->mark(out_, begin);
  }
  void labelled(const char* label, const std::optional<std::string_view>& bytes) {
    coloured(dim, label);
    if (bytes) {
      word(*bytes);
    } else {
      coloured(dim, "null");
    }
    out_ += '\n';
  }

 private:
  json::Colours colours_;
  const MatchMarks* marks_;
  std::string& out_;
};

/// "2026-11-24 10:00:00.123 +0100".
std::string local_time(std::int64_t milliseconds) {
  const auto time = static_cast<std::time_t>(milliseconds / 1000);
  std::tm parts{};
  if (::localtime_r(&time, &parts) == nullptr) return fmt::format("{} ms", milliseconds);
  const long minutes = parts.tm_gmtoff / 60;
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03} {}{:02}{:02}", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, milliseconds % 1000,
                     minutes < 0 ? '-' : '+', std::labs(minutes) / 60, std::labs(minutes) % 60);
}

void append_value(const ValidatedRecord& validated, const ShownValue& value, json::Colours colours, Page& page,
                  std::string& out) {
  const kafka::Record& record = validated.record;
  if (!record.value) {
    page.coloured(dim, "  (tombstone)");
    out += '\n';
  } else if (value.contents) {
    std::string indented = "  ";
    const json::Node* const root = value.masked ? nullptr : validated.contents.root();
    if (root != nullptr) {
      json::append_pretty_safely(*root, 2, indented, colours);
    } else {
      json::append_pretty_safely(*value.contents, 2, indented, colours);
    }
    // Its colours are ours; all else that could move a cursor stands escaped within JSON's strings.
    const std::size_t begin = out.size();
    out += indented;
    page.mark(begin);
    out += '\n';
  } else {
    out += "  ";
    page.word(*record.value);
    page.coloured(
        dim,
        *record.value == "null"
            ? "  (JSON null, 4 bytes; not a tombstone)"
            : fmt::format(
                  "  ({}, {})", counted(record.value->size(), "byte", "bytes"),
                  describe_binary(value_frame(record), content_type_of(record, validated.topic)).value_or("not JSON")));
    out += '\n';
  }
}

void append_schema(const char* label, const SchemaFrame& frame, Page& page, std::string& out) {
  if (!frame.is_there()) return;
  page.coloured(dim, label);
  page.word(frame.schema());
  out += '\n';
}

/// Which CloudEvent a record carries, from where.
void append_event(const ValidatedRecord& validated, Page& page, std::string& out) {
  if (validated.topic.event == cloud_event::Mode::none) return;
  const bool is_structured = validated.topic.event == cloud_event::Mode::structured;
  if (is_structured && validated.contents.root() == nullptr) return;
  const cloud_event::Names names = event_names(validated);
  page.coloured(dim, is_structured ? "  CloudEvent, structured mode: " : "  CloudEvent, binary mode: ");
  page.word(names.type);
  page.coloured(dim, " from ");
  page.word(names.source);
  out += '\n';
}

}  // namespace

void append_pretty_record(const ValidatedRecord& validated, const ShownValue& value, json::Colours colours,
                          const MatchMarks* marks, std::string& out) {
  const kafka::Record& record = validated.record;
  Page page(colours, marks, out);
  page.coloured(bold, fmt::format("{} [{}] @ {}", record.topic, record.partition, record.offset));
  if (record.timestamp >= 0) page.coloured(dim, "  " + local_time(record.timestamp));
  out += '\n';
  if (record.key) page.labelled("  key: ", printed_key(record));
  append_schema("  key schema: ", key_frame(record), page, out);
  append_schema("  schema: ", value_frame(record), page, out);
  append_event(validated, page, out);
  for (const Header& header : record.headers) {
    page.coloured(dim, "  header ");
    page.word(header.key);
    page.labelled(": ", header.value);
  }
  for (const Violation& violation : validated.violations) {
    const std::string at = violation.pointer.empty() ? "" : " at " + violation.pointer;
    page.coloured(red, fmt::format("  ! {}{}: {}", name(violation.code), at, violation.message()));
    out += '\n';
  }
  append_value(validated, value, colours, page, out);
}

}  // namespace thoth::cli
