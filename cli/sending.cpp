#include "sending.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string>

#include "signals.hpp"
#include "summary.hpp"
#include "thoth/kafka/producer.hpp"
#include "thoth/kafka/topic_name.hpp"
#include "undelivered.hpp"

namespace thoth::cli {
namespace {

/// After the first signal, what is in flight gets this long.
constexpr std::chrono::milliseconds orderly_end{10000};

class Sending {
 public:
  Sending(SendInput& input, EntryJudge& judge, Context& context) : input_(input), judge_(judge), context_(context) {}

  Result<void> run(const kafka::Config& config) {
    THOTH_TRY_ASSIGN(kafka::Producer producer, kafka::Producer::create(
                                                   config, [this](const kafka::Delivery& delivery) { note(delivery); },
                                                   context_.console.kafka_log()));
    context_.console.info(fmt::format("sending {}", counted(input_.entries, "message", "messages")));
    THOTH_TRY(send_all(producer));
    finish(producer);
    return {};
  }

  ExitCode account() {
    const std::uint64_t undelivered = input_.entries - acknowledged_;
    for (const std::string& line : undelivered_.lines()) context_.console.error(line);
    if (handed_ < input_.entries) {
      context_.console.error(fmt::format("not sent: {} (entries {}-{}): {}",
                                         counted(input_.entries - handed_, "message", "messages"), handed_ + 1,
                                         input_.entries, ended_by_));
    }
    context_.console.summary(fmt::format("sent {}, {} in {:.2f} s, {} undelivered",
                                         counted(acknowledged_, "message", "messages"), byte_text(bytes_),
                                         context_.seconds(), undelivered));
    return undelivered == 0 ? ExitCode::ok : ExitCode::undelivered;
  }

  [[nodiscard]] bool complete() const { return acknowledged_ == input_.entries; }

 private:
  void note(const kafka::Delivery& delivery) {
    if (!delivery.error) {
      ++acknowledged_;
      bytes_ += delivery.bytes;
      return;
    }
    const char* doubt = delivery.persisted == kafka::Persisted::no ? "" : "; the cluster may have it all the same";
    undelivered_.add(delivery.id, delivery.topic, delivery.error->reason + doubt);
  }

  /// Until the deadline, or the first signal.
  [[nodiscard]] kafka::Wait whole_run() const { return context_.wait(std::chrono::hours{24}); }

  Result<void> send_all(kafka::Producer& producer) {
    file::Entry entry;
    const kafka::Wait wait = whole_run();
    for (;;) {
      if (wait.over()) break;
      THOTH_TRY_ASSIGN(const bool more, input_.reader.next(entry));
      if (!more) return {};
      if (!send_one(producer, entry, wait)) break;
    }
    ended_by_ = wait.stopped() ? "interrupted" : wait.expired() ? "the deadline passed" : ended_by_;
    return {};
  }

  /// False if no further message can be sent.
  bool send_one(kafka::Producer& producer, const file::Entry& entry, const kafka::Wait& wait) {
    const std::string_view base = input_.topic_of(entry);
    if (base != last_base_) {
      last_base_ = base;
      topic_ = kafka::full_topic(context_.settings.topic_prefix, base);
    }
    const JudgedEntry& judged = judge_.judge(entry, base);
    kafka::Message message;
    message.topic = topic_;
    message.partition = entry.partition.value_or(-1);
    if (entry.key) message.key = *entry.key;
    if (entry.form != file::ValueForm::tombstone) message.value = judged.wire;
    message.headers = &entry.headers;
    message.timestamp = entry.timestamp;
    message.id = entry.number;
    // The input stays where it is until the producer is gone; everything else is gone with the next entry.
    message.payload = judged.in_file ? kafka::Payload::borrow : kafka::Payload::copy;
    const auto sent = producer.send(message, wait);
    if (sent) {
      ++handed_;
      return true;
    }
    if (wait.over()) return false;
    if (producer.fatal_error()) {
      ended_by_ = producer.fatal_error()->reason;
      return false;
    }
    ++handed_;
    undelivered_.add(entry.number, topic_, sent.error().reason);
    return true;
  }

  /// Waits until every message has its report. What has none at the end of all patience is given up, and reported so.
  void finish(kafka::Producer& producer) {
    if (producer.flush(whole_run())) return;
    if (signals::stop() && !signals::abort()) {
      const auto most = context_.settings.deadline ? std::min(context_.deadline_left(), orderly_end) : orderly_end;
      static_cast<void>(producer.flush(kafka::Wait::at_most(most, &signals::abort())));
    }
    producer.purge();
  }

  SendInput& input_;
  EntryJudge& judge_;
  Context& context_;
  std::string last_base_;
  std::string topic_;
  std::string ended_by_;
  Undelivered undelivered_;
  std::uint64_t handed_ = 0;
  std::uint64_t acknowledged_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace

Result<ExitCode> send_input(SendInput& input, EntryJudge& judge, const kafka::Config& config, Context& context) {
  Sending sending(input, judge, context);
  THOTH_TRY(sending.run(config));
  const ExitCode code = sending.account();
  if (signals::stop() && !sending.complete()) return fail(ErrorCode::interrupted, "", "send", "interrupted");
  return code;
}

}  // namespace thoth::cli
