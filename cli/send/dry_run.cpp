#include "send/dry_run.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "output/text.hpp"
#include "program/signals.hpp"
#include "send/judge_input.hpp"
#include "thoth/json.hpp"

namespace thoth::cli {
namespace {

/// Takes a member over as it is written in a message file, or under another name.
bool append_member(const json::Node& entry, std::string_view name, std::string_view as, std::string& out) {
  const json::Node* node = entry.find(name);
  if (node == nullptr) return false;
  out += fmt::format(",\"{}\":", as);
  json::write(*node, out);
  return true;
}

/// A line of the dry run out of the entry as message files have it, which knows how to write bytes of any kind.
void append_line(std::string_view topic, const file::EntryParts& parts, std::string& out) {
  std::string text;
  file::write_entry(parts, text);
  const json::Parsed parsed = json::parse(text);
  const json::Node& entry = parsed.document->root();
  out += "{\"topic\":";
  json::write_string(topic, out);
  if (!append_member(entry, "key_base64", "key_base64", out) && !append_member(entry, "key", "key", out)) {
    out += ",\"key\":null";
  }
  if (!append_member(entry, "headers", "headers", out)) out += ",\"headers\":[]";
  if (!append_member(entry, "partition", "partition", out)) out += ",\"partition\":null";
  if (!append_member(entry, "value_base64", "value_base64", out)) {
    append_member(entry, "message_contents", "value", out);
  }
  out += "}\n";
}

/// Contents that go out unjudged may be written in any way: what is no canonical JSON is shown as bytes.
void show_bytes_as_they_are(file::EntryParts& parts) {
  if (!parts.contents) return;
  const json::Parsed parsed = json::parse(*parts.contents);
  std::string canonical;
  json::write(parsed.document->root(), canonical);
  if (canonical == *parts.contents) return;
  parts.bytes = parts.contents;
  parts.contents.reset();
}

}  // namespace

Result<ExitCode> write_dry_run(file::Reader& reader, const MessageRules& rules, Context& context) {
  MessageMaker maker(context.types, rules);
  file::Entry entry;
  std::string line;
  std::uint64_t entries = 0;
  std::uint64_t bytes = 0;
  while (!signals::stop()) {
    THOTH_TRY_ASSIGN(const bool more, reader.next(entry));
    if (!more) break;
    const Outgoing& outgoing = maker.make(entry);
    if (!outgoing.violations.empty()) {
      THOTH_TRY(context.out.flush());
      return tl::unexpected<Error>(refuse_entry(outgoing, reader.source().name(), context.console, "nothing was sent"));
    }
    ++entries;
    bytes += outgoing.message.value.value_or(std::string_view()).size();
    file::EntryParts parts = maker.entry();
    if (rules.against == Against::json) show_bytes_as_they_are(parts);
    line.clear();
    append_line(outgoing.message.topic, parts, line);
    THOTH_TRY(context.out.write(line));
  }
  if (signals::stop()) return fail(ErrorCode::interrupted, "", "send", "interrupted");
  THOTH_TRY(context.out.flush());
  context.console.summary(
      fmt::format("dry run: {}, {}; nothing was sent", counted(entries, "message", "messages"), byte_text(bytes)));
  return ExitCode::ok;
}

}  // namespace thoth::cli
