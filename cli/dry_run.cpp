#include "dry_run.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "signals.hpp"
#include "summary.hpp"
#include "thoth/json.hpp"
#include "thoth/kafka/topic_name.hpp"

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

}  // namespace

Result<ExitCode> write_dry_run(SendInput& input, EntryJudge& judge, Context& context) {
  file::Entry entry;
  std::string line;
  std::uint64_t bytes = 0;
  while (!signals::stop()) {
    THOTH_TRY_ASSIGN(const bool more, input.reader.next(entry));
    if (!more) break;
    const std::string_view base = input.topic_of(entry);
    const JudgedEntry& judged = judge.judge(entry, base);
    file::EntryParts parts;
    parts.topic_name = base;
    if (entry.form == file::ValueForm::contents) parts.contents = judged.wire;
    if (entry.form == file::ValueForm::bytes) parts.bytes = judged.wire;
    if (entry.key) parts.key = *entry.key;
    parts.headers = &entry.headers;
    parts.partition = entry.partition;
    bytes += judged.wire.size();
    line.clear();
    append_line(kafka::full_topic(context.settings.topic_prefix, base), parts, line);
    THOTH_TRY(context.out.write(line));
  }
  if (signals::stop()) return fail(ErrorCode::interrupted, "", "send", "interrupted");
  THOTH_TRY(context.out.flush());
  context.console.summary(fmt::format("dry run: {}, {}; nothing was sent",
                                      counted(input.entries, "message", "messages"), byte_text(bytes)));
  return ExitCode::ok;
}

}  // namespace thoth::cli
