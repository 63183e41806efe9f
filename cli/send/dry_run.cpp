// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/dry_run.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "file/entry_writer.hpp"
#include "json/writer.hpp"
#include "output/text.hpp"
#include "program/near_miss_warnings.hpp"
#include "program/signals.hpp"
#include "send/refusal.hpp"
#include "thoth/json.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::cli {
namespace {

enum class ShownAs : std::uint8_t { json, base64 };

/// An entry that send takes back, which therefore names the base topic too. `frame` is what the value has before its
/// contents.
void append_line(std::string_view base_topic, const kafka::Message& message, std::string_view frame, ShownAs shown,
                 std::string& out) {
  json::Writer line(out);
  line.begin_object().member("topic", message.topic);
  if (message.key) {
    file::write_key(*message.key, message.headers, line);
  } else {
    line.member("key", nullptr);
  }
  file::write_headers(message.headers, line);
  line.member("partition", message.partition < 0 ? std::nullopt : std::optional(message.partition));
  if (shown == ShownAs::json) {
    line.member("value", json::Raw{message.value ? message.value->substr(frame.size()) : "null"});
    if (message.value) file::write_value_frame(frame, "", message.headers, line);
  } else if (message.value) {
    file::write_base64_member("value", *message.value, line);
    file::write_value_frame("", *message.value, message.headers, line);
  } else {
    line.member("value_base64", nullptr);
  }
  line.member("topic_name", base_topic);
  if (message.timestamp) line.member("timestamp", *message.timestamp);
  line.end_object();
  out += '\n';
}

bool is_canonical_json(std::string_view value) {
  const json::Parsed parsed = json::parse(value);
  if (!parsed.document || !parsed.violations.empty()) return false;
  std::string canonical;
  json::write(parsed.document->root(), canonical);
  return canonical == value;
}

class DryRun {
 public:
  DryRun(const MessageRules& rules, Context& context) : rules_(rules), context_(context), maker_(rules) {}

  Result<void> write(const SendInput& input) {
    for (const InputPart& part : input.parts) {
      if (!part.values.empty() && !part.has_bytes) {
        THOTH_TRY(write_values(part, input.values_of(part)));
      } else {
        file::Reader reader = input.reader.part(part.begin, part.end);
        THOTH_TRY(write(reader, part.first));
      }
    }
    return {};
  }

  Result<void> write(file::Reader& reader, std::uint64_t first) {
    file::Entry entry;
    for (;;) {
      const bool more = THOTH_TRY(reader.next(entry));
      if (!more) return {};
      entry.number += first - 1;
      const Outgoing& outgoing = maker_.make(entry);
      if (rules_.near_misses != nullptr) {
        warn_of_near_misses(*rules_.near_misses, reader.source().name(), context_.console);
      }
      if (!outgoing.violations.empty()) {
        THOTH_TRY(context_.out.flush());
        return tl::unexpected<Error>(refuse_entry(outgoing, reader.source().name(), context_, "nothing was sent"));
      }
      THOTH_TRY(write(outgoing.base_topic, outgoing.message, outgoing.form, outgoing.frame));
    }
  }

  [[nodiscard]] std::uint64_t entries() const { return entries_; }

  Result<ExitCode> finish() {
    if (signals::stop()) return fail(ErrorCode::interrupted, "", "send", "interrupted");
    THOTH_TRY(context_.out.flush());
    context_.console.summary(
        fmt::format("dry run: {}, {}; nothing was sent", counted(entries_, "message", "messages"), byte_text(bytes_)));
    return ExitCode::ok;
  }

 private:
  Result<void> write_values(const InputPart& part, std::string_view bytes) {
    const std::string topic = kafka::full_topic(rules_.topic_prefix, part.topic);
    for (const Span& value : part.values) {
      const kafka::Message message{.topic = topic, .value = bytes.substr(value.offset, value.size)};
      THOTH_TRY(write(part.topic, message, file::ValueForm::contents, ""));
    }
    return {};
  }

  /// `form` and `frame`: what the message's value is made of.
  Result<void> write(std::string_view base_topic, const kafka::Message& message, file::ValueForm form,
                     std::string_view frame) {
    if (signals::stop()) return fail(ErrorCode::interrupted, "", "send", "interrupted");
    ++entries_;
    bytes_ += message.value.value_or(std::string_view()).size();
    // Contents that were not validated may be written in any way: what is not canonical JSON is shown as bytes. Message
    // files have a tombstone without a key as bytes too.
    bool is_json = form == file::ValueForm::contents || rules_.shape == file::Shape::lines;
    if (form == file::ValueForm::tombstone) is_json = message.key.has_value();
    if (is_json && message.value && rules_.against == Against::json) {
      is_json = is_canonical_json(message.value->substr(frame.size()));
    }
    line_.clear();
    append_line(base_topic, message, frame, is_json ? ShownAs::json : ShownAs::base64, line_);
    return context_.out.write(line_);
  }

  const MessageRules& rules_;
  Context& context_;
  MessageMaker maker_;
  std::string line_;
  std::uint64_t entries_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace

Result<ExitCode> write_dry_run(const SendPlan& plan, const MessageRules& rules, Context& context) {
  DryRun run(rules, context);
  for (const SendInput& input : plan.inputs) THOTH_TRY(run.write(input));
  return run.finish();
}

Result<ExitCode> write_dry_run(std::vector<file::Reader>& readers, const MessageRules& rules, Context& context) {
  DryRun run(rules, context);
  for (file::Reader& reader : readers) THOTH_TRY(run.write(reader, run.entries() + 1));
  return run.finish();
}

}  // namespace thoth::cli
