#include "send/dry_run.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "json/writer.hpp"
#include "output/text.hpp"
#include "program/signals.hpp"
#include "send/judge_input.hpp"

namespace thoth::cli {
namespace {

/// Copies the first of the entry's members that is there; false if none is.
bool copy_member(const json::Node& entry, std::initializer_list<std::string_view> names, json::Writer& out) {
  for (const std::string_view name : names) {
    const json::Node* node = entry.find(name);
    if (node == nullptr) continue;
    out.member(name, *node);
    return true;
  }
  return false;
}

/// A line of the dry run out of the entry as message files have it, which knows how to write bytes of any kind.
void append_line(std::string_view topic, const file::EntryParts& parts, std::string& out) {
  std::string text;
  file::write_entry(parts, text);
  const json::Parsed parsed = json::parse(text);
  const json::Node& entry = parsed.document->root();
  json::Writer line(out);
  line.begin_object().member("topic", topic);
  if (!copy_member(entry, {"key_base64", "key"}, line)) line.member("key", nullptr);
  if (!copy_member(entry, {"headers"}, line)) line.key("headers").begin_array().end_array();
  if (!copy_member(entry, {"partition"}, line)) line.member("partition", nullptr);
  if (!copy_member(entry, {"value_base64"}, line)) line.member("value", *entry.find("message_contents"));
  line.end_object();
  out += '\n';
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
