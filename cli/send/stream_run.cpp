// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/stream_run.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "output/text.hpp"
#include "program/near_miss_warnings.hpp"
#include "program/signals.hpp"
#include "program/unknown_topics.hpp"
#include "send/dispatcher.hpp"
#include "send/outputs.hpp"
#include "send/refusal.hpp"
#include "send/topics.hpp"

namespace thoth::cli {
namespace {

/// Entries on their way, as the undelivered file would hold them: nothing can be read again.
class InFlight {
 public:
  explicit InFlight(UndeliveredFile& file) : file_(file) {}

  void add(std::uint64_t entry, const file::EntryParts& parts) { file::write_entry(parts, lines_[entry]); }
  /// Errors: io.
  Result<void> end(std::uint64_t entry, bool is_delivered) {
    const auto at = lines_.find(entry);
    if (at == lines_.end()) return {};
    Result<void> written;
    if (!is_delivered) written = file_.add_line(at->second);
    lines_.erase(at);
    return written;
  }

 private:
  UndeliveredFile& file_;
  std::unordered_map<std::uint64_t, std::string> lines_;
};

class Streaming {
 public:
  Streaming(std::vector<file::Reader> readers, const MessageRules& rules, const SendOptions& options,
            SendOutputs& outputs, const kafka::Config& config, Context& context)
      : readers_(std::move(readers)),
        outputs_(outputs),
        options_(options),
        config_(config),
        context_(context),
        maker_(rules),
        unknown_(context.types, context.console, "sending without validation"),
        warns_(rules.against == Against::type),
        near_misses_(rules.near_misses),
        ledger_(outputs.receipts ? &*outputs.receipts : nullptr, Ledger::Counting::at_once),
        sender_(ledger_, context, options.rate, std::nullopt) {
    if (outputs.undelivered) in_flight_.emplace(*outputs.undelivered);
  }

  Result<ExitCode> run() {
    sender_.on_delivery([this](const kafka::Delivery& delivery) { note_end(delivery.id, !delivery.error); });
    for (const file::Reader& reader : readers_) {
      reader.source().while_waiting([this] { return sender_.idle(); });
    }
    THOTH_TRY(sender_.connect(config_));
    topics_.emplace(options_, config_, context_, sender_.producer());
    THOTH_TRY(sender_.start());
    const auto sent = send_all();
    sender_.finish(true);
    THOTH_TRY(close());
    report();
    const bool is_complete = ledger_.acknowledged() == entries_;
    if (signals::stop()) return fail(ErrorCode::interrupted, "", "send", "interrupted");
    if (!is_complete && (sent || sent.error().code == ErrorCode::invalid)) return ExitCode::undelivered;
    if (!sent) return tl::unexpected<Error>(sent.error());
    return ExitCode::ok;
  }

 private:
  Result<void> send_all() {
    bool goes_on = true;
    for (auto reader = readers_.begin(); goes_on && reader != readers_.end(); ++reader) {
      goes_on = THOTH_TRY(send_all(*reader));
    }
    return {};
  }

  /// True at the input's end, false where nothing more can be sent.
  Result<bool> send_all(file::Reader& reader) {
    const std::uint64_t before = entries_;
    file::Entry entry;
    for (;;) {
      const auto more = reader.next(entry);
      if (!more && more.error().code == ErrorCode::interrupted) return false;
      THOTH_TRY(more);
      if (!*more) return true;
      entry.number += before;
      const Outgoing& outgoing = maker_.make(entry);
      const file::Source& source = reader.source();
      if (near_misses_ != nullptr) warn_of_near_misses(*near_misses_, source.name(), context_.console);
      if (!outgoing.violations.empty()) {
        return tl::unexpected<Error>(
            refuse_entry(outgoing, source.name(), context_, "the entries before it were sent, none after it"));
      }
      THOTH_TRY(look_at_topic(outgoing, source.name()));
      if (!send_one(outgoing, source.whole() ? outgoing.message.payload : kafka::Payload::copy)) return false;
    }
  }

  bool send_one(const Outgoing& outgoing, kafka::Payload payload) {
    kafka::Message message = outgoing.message;
    message.payload = payload;
    ++entries_;
    if (in_flight_) in_flight_->add(message.id, maker_.entry());
    const std::uint64_t failures = ledger_.failures().count();
    const bool goes_on = sender_.send(message);
    if (sender_.queued() < entries_) ledger_.fail(message.id, message.topic, "not sent: " + sender_.ended_by());
    if (ledger_.failures().count() > failures) note_end(message.id, false);
    return goes_on && !error_;
  }

  Result<void> look_at_topic(const Outgoing& outgoing, const std::string& file) {
    const bool is_unvalidated = warns_ && !outgoing.known;
    const auto* const left_out = is_unvalidated ? context_.types.find_left_out(outgoing.base_topic) : nullptr;
    if (left_out != nullptr) return tl::unexpected<Error>(refuse_topic(*left_out));
    const std::size_t partitions = THOTH_TRY(topics_->partitions_of(outgoing));
    if (is_unvalidated) {
      unknown_.add(file, outgoing.entry->place, outgoing.base_topic);
    }
    const std::int32_t partition = outgoing.message.partition;
    if (partition < 0 || static_cast<std::size_t>(partition) < partitions) return {};
    return tl::unexpected<Error>(no_such_partition(outgoing.entry->number, partition, outgoing.message.topic,
                                                   partitions, "the entries before it were sent"));
  }

  void note_end(std::uint64_t entry, bool is_delivered) {
    if (!in_flight_) return;
    auto written = in_flight_->end(entry, is_delivered);
    if (!written && !error_) error_ = std::move(written).error();
  }

  Result<void> close() {
    if (outputs_.undelivered && !error_) THOTH_TRY(outputs_.undelivered->commit());
    if (outputs_.receipts && !ledger_.error()) THOTH_TRY(outputs_.receipts->close());
    if (error_) return tl::unexpected<Error>(*error_);
    if (ledger_.error()) return tl::unexpected<Error>(*ledger_.error());
    return {};
  }

  void report() {
    const AccountText account{ledger_, entries_, entries_, sender_.ended_by(), sender_.abort_reason()};
    for (const std::string& line : account.lines()) context_.console.error(line);
    if (!sender_.ended_by().empty())
      context_.console.error("stopped before the end of the input: " + sender_.ended_by());
    context_.console.summary(account.summary(context_.seconds()));
  }

  std::vector<file::Reader> readers_;
  SendOutputs& outputs_;
  const SendOptions& options_;
  const kafka::Config& config_;
  Context& context_;
  MessageMaker maker_;
  UnknownTopics unknown_;
  bool warns_;
  NearMisses* near_misses_;
  std::optional<InFlight> in_flight_;
  Ledger ledger_;
  std::optional<Error> error_;  ///< why the undelivered file cannot be written
  std::uint64_t entries_ = 0;
  Sender sender_;  // after what its end's last reports touch
  std::optional<SendTopics> topics_;
};

}  // namespace

Result<ExitCode> send_stream(std::vector<file::Reader> readers, const MessageRules& rules, const SendOptions& options,
                             const kafka::Config& config, Context& context) {
  SendOutputs outputs = THOTH_TRY(open_outputs(options, 0, context.deadline_left()));
  return Streaming(std::move(readers), rules, options, outputs, config, context).run();
}

}  // namespace thoth::cli
