// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/file_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "output/text.hpp"
#include "program/signals.hpp"
#include "send/dispatcher.hpp"
#include "send/outputs.hpp"
#include "send/topics.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::cli {
namespace {

/// So many parts after the one that is sent, memory of the input is release: what is older has mostly arrived.
constexpr std::size_t parts_kept = 64;
/// What an entry may grow by when it is written again with all that it was sent with.
constexpr std::uint64_t growth_of_entry = 64;
/// What an event's attributes take at most of it, but for names that are longer than they mostly are.
constexpr std::uint64_t growth_of_event = 1024;

class FileRun {
 public:
  FileRun(SendPlan& plan, const MessageRules& rules, const SendOptions& options, SendOutputs& outputs, Context& context)
      : plan_(plan),
        rules_(rules),
        outputs_(outputs),
        context_(context),
        maker_(rules),
        ledger_(outputs.receipts ? &*outputs.receipts : nullptr,
                options.transactional ? Ledger::Counting::on_commit : Ledger::Counting::at_once),
        sender_(ledger_, context, options.rate, plan.entries) {}

  Result<ExitCode> run(const SendOptions& options, const kafka::Config& config) {
    const auto sent = send(options, config);
    THOTH_TRY(resolve(sent ? reason_ : sent.error().reason));
    if (ledger_.error()) return tl::unexpected<Error>(*ledger_.error());
    if (!sent) return tl::unexpected<Error>(sent.error());
    report();
    const bool is_complete = ledger_.acknowledged() == plan_.entries;
    if (signals::stop() && !is_complete) return fail(ErrorCode::interrupted, "", "send", "interrupted");
    if (!is_complete) return ExitCode::undelivered;
    sender_.leave();
    return ExitCode::ok;
  }

 private:
  Result<void> send(const SendOptions& options, const kafka::Config& config) {
    THOTH_TRY(sender_.connect(config));
    THOTH_TRY(SendTopics(options, config, context_, sender_.producer()).prepare(plan_.topics));
    THOTH_TRY(sender_.start(account_time()));
    context_.console.info(fmt::format("sending {}", counted(plan_.entries, "message", "messages")));
    auto all = send_all();
    reason_ = all ? sender_.ended_by() : all.error().reason;
    sender_.finish(sender_.queued() == plan_.entries);
    return all;
  }

  /// What going through the input once more, in one thread, takes: as long as all that validated it took together.
  [[nodiscard]] std::chrono::milliseconds account_time() const {
    const bool is_wanted = outputs_.receipts || outputs_.undelivered;
    return is_wanted ? plan_.validation_time * std::max(1U, std::thread::hardware_concurrency())
                     : std::chrono::milliseconds{0};
  }

  Result<void> send_all() {
    for (const SendInput& input : plan_.inputs) THOTH_TRY(send_parts(input));
    return {};
  }

  Result<void> send_parts(const SendInput& input) {
    for (std::size_t index = 0; index < input.parts.size() && sender_.ended_by().empty(); ++index) {
      const InputPart& part = input.parts[index];
      if (!part.values.empty()) {
        send_values(input, part);
      } else {
        file::Reader reader = input.reader.part(part.begin, part.end);
        THOTH_TRY(send_entries(reader, part.first));
      }
      if (index >= parts_kept) release(input, input.parts[index - parts_kept]);
    }
    return {};
  }

  static void release(const SendInput& input, const InputPart& part) {
    if (!part.in_scratch || part.values.empty()) return input.reader.source().release(part.begin, part.end);
    const Span& last = part.values.back();
    input.scratch->source().release(part.values_begin, part.values_begin + last.offset + last.size);
  }

  /// Values that stand as they go out: nothing is looked at again.
  void send_values(const SendInput& input, const InputPart& part) {
    const std::string topic = kafka::full_topic(rules_.topic_prefix, part.topic);
    const std::string_view bytes = input.values_of(part);
    std::vector<std::string_view> values;
    for (std::size_t at = 0; at < part.values.size(); at += values.size()) {
      values.clear();
      for (const Span& value :
           std::span(part.values).subspan(at).first(std::min(sender_.max_at_once(), part.values.size() - at))) {
        values.push_back(bytes.substr(value.offset, value.size));
      }
      if (!sender_.send({topic, values, part.first + at, kafka::Payload::borrow})) return;
    }
  }

  Result<void> send_entries(file::Reader& reader, std::uint64_t first) {
    file::Entry entry;
    for (;;) {
      const bool more = THOTH_TRY(reader.next(entry));
      if (!more) return {};
      entry.number += first - 1;
      const Outgoing& outgoing = maker_.make(entry);
      if (!outgoing.violations.empty()) return tl::unexpected<Error>(changed(reader));
      if (!sender_.send(outgoing.message)) return {};
    }
  }

  static Error changed(const file::Reader& reader) {
    return {ErrorCode::usage, "sending", reader.source().name(), "the file changed after it was validated",
            "do not modify it during the run"};
  }

  /// Writes down what the deliveries alone did not: goes through the input again for what was not acknowledged.
  Result<void> resolve(const std::string& reason) {
    if (ledger_.acknowledged() < plan_.entries && (outputs_.receipts || outputs_.undelivered)) {
      THOTH_TRY(account_for_entries(reason));
    }
    if (outputs_.receipts && !ledger_.error()) THOTH_TRY(outputs_.receipts->close());
    if (outputs_.undelivered) THOTH_TRY(outputs_.undelivered->commit());
    return {};
  }

  Result<void> account_for_entries(const std::string& reason) {
    const std::vector<std::uint64_t> failed = ledger_.failures().numbers();
    auto next_failed = failed.begin();
    for (SendInput& input : plan_.inputs) {
      input.reader.rewind();
      file::Entry entry;
      for (;;) {
        const bool more = THOTH_TRY(input.reader.next(entry));
        if (!more) break;
        entry.number += input.before;
        const bool has_failed = next_failed != failed.end() && *next_failed == entry.number;
        if (has_failed) ++next_failed;
        THOTH_TRY(account_for(input, entry, has_failed, reason));
      }
    }
    return {};
  }

  Result<void> account_for(const SendInput& input, file::Entry& entry, bool has_failed, const std::string& reason) {
    const bool is_void = entry.number <= sender_.queued() && !has_failed;
    if (is_void && sender_.abort_reason().empty()) return {};
    const Outgoing& outgoing = maker_.make(entry);
    if (!outgoing.violations.empty()) return tl::unexpected<Error>(changed(input.reader));
    if (outputs_.undelivered) THOTH_TRY(outputs_.undelivered->add(maker_.entry()));
    if (has_failed) return {};
    ledger_.add_receipt(
        {entry.number, outgoing.message.topic, -1, -1, -1, is_void ? sender_.abort_reason() : "not sent: " + reason});
    return {};
  }

  void report() {
    AccountText account{ledger_, sender_.queued(), plan_.entries, reason_, sender_.abort_reason()};
    for (const std::string& line : account.lines()) context_.console.error(line);
    context_.console.summary(account.summary(context_.seconds()));
  }

  SendPlan& plan_;
  const MessageRules& rules_;
  SendOutputs& outputs_;
  Context& context_;
  MessageMaker maker_;
  Ledger ledger_;
  Sender sender_;
  std::string reason_;  ///< why what was not sent was not
};

/// At most what the undelivered file can take: every entry, with all that the options add.
std::uint64_t room_for(const SendPlan& plan, const MessageRules& rules) {
  std::uint64_t added = growth_of_entry + rules.topic_name.size() + (rules.key ? rules.key->size() : 0);
  for (const Header& header : rules.headers)
    added += header.key.size() + (header.value ? header.value->size() : 0) + 24;
  if (rules.envelope.mode != cloud_event::Mode::none) added += growth_of_event;
  std::uint64_t room = plan.entries * added;
  for (const SendInput& input : plan.inputs) room += input.reader.source().size().value_or(0);
  return room;
}

}  // namespace

Result<ExitCode> send_plan(SendPlan& plan, const MessageRules& rules, const SendOptions& options,
                           const kafka::Config& config, Context& context) {
  SendOutputs outputs =
      THOTH_TRY(open_outputs(options, options.undelivered ? room_for(plan, rules) : 0, context.deadline_left()));
  return FileRun(plan, rules, options, outputs, context).run(options, config);
}

}  // namespace thoth::cli
