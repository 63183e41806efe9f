// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/dispatcher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "output/text.hpp"
#include "program/signals.hpp"

namespace thoth::cli {
namespace {

using std::chrono::milliseconds;

/// After the first signal, what is in flight gets this long.
constexpr milliseconds orderly_end{10000};
/// Receipts, progress and signals are looked after so often while nothing else happens.
constexpr milliseconds slice{100};
/// And every this many messages while they fly.
constexpr std::uint64_t messages_between_looks = 256;
/// What is left for aborting of a deadline that passes while a transaction is open.
constexpr milliseconds left_for_aborting{2000};

kafka::Wait next_slice() {
  return kafka::Wait::at_most(slice, &signals::stop());
}

}  // namespace

Sender::Sender(Ledger& ledger, Context& context, std::optional<std::int64_t> rate, std::optional<std::uint64_t> total)
    : ledger_(ledger),
      context_(context),
      progress_(context.console, total, {"message", "messages"}),
      rate_(rate),
      whole_(context.wait(std::chrono::hours{24})),
      slice_(next_slice()) {}

Result<void> Sender::connect(const kafka::Config& config) {
  producer_ = THOTH_TRY(kafka::Producer::create(
      config,
      [this](const kafka::Delivery& delivery) {
        ledger_.add(delivery);
        if (on_delivery_) on_delivery_(delivery);
      },
      context_.console.kafka_log()));
  transactional_ = !config.value("transactional.id").empty();
  return {};
}

Result<void> Sender::start(milliseconds for_account) {
  if (transactional_) THOTH_TRY(producer_->begin_transaction(context_.wait()));
  if (context_.settings.deadline) {
    const auto left = context_.deadline_left();
    const auto for_end = for_account + (transactional_ ? left_for_aborting : milliseconds{0});
    whole_ = context_.wait(left - std::min(for_end, left / 5));
  }
  slice_ = next_slice();
  if (rate_) pace_.emplace(static_cast<std::uint64_t>(*rate_), Pace::Clock::now());
  return {};
}

bool Sender::send(const kafka::Message& message) {
  if (pace_ && !keep_pace()) return false;
  for (;;) {
    const auto sent = producer_->send(message, slice_);
    if (sent) break;
    // Where the slice is over, the queue was full, or nobody has looked at the clock for long.
    if (!slice_.over()) return refused(message.id, message.topic, sent.error());
    if (!go_on()) return false;
  }
  ++queued_;
  if (pace_) pace_->count(Pace::Clock::now());
  return look();
}

std::size_t Sender::max_at_once() const {
  return pace_ ? 1 : messages_between_looks;
}

bool Sender::send(kafka::Values values) {
  if (pace_ && !keep_pace()) return false;
  for (;;) {
    const auto taken = producer_->send(values, slice_);
    queued_ += taken.count;
    if (!taken.error) break;
    values.values = values.values.subspan(taken.count);
    values.first_id += taken.count;
    if (slice_.over()) {
      if (!go_on()) return false;
    } else {
      if (!refused(values.first_id, values.topic, *taken.error)) return false;
      values.values = values.values.subspan(1);
      ++values.first_id;
    }
  }
  if (pace_) pace_->count(Pace::Clock::now());
  return look();
}

/// Looks after other things if it is time for that.
bool Sender::look() {
  if (queued_ < next_look_) return true;
  next_look_ = queued_ + messages_between_looks;
  return go_on();
}

bool Sender::keep_pace() {
  for (;;) {
    const auto left = pace_->left(Pace::Clock::now());
    if (left == Pace::Clock::duration::zero()) return true;
    producer_->poll(std::min(slice, std::chrono::duration_cast<milliseconds>(left)));
    if (!go_on()) return false;
  }
}

bool Sender::idle() {
  producer_->poll();
  return go_on();
}

/// Looks after all that is not the next message; false if there is to be no next one.
bool Sender::go_on() {
  ledger_.tick();
  progress_.show(ledger_.acknowledged(), ledger_.bytes(), std::chrono::steady_clock::now());
  slice_ = next_slice();
  if (ledger_.error()) {
    end(ledger_.error()->text());
  } else if (whole_.stopped()) {
    end("interrupted");
  } else if (whole_.over()) {
    end("the deadline passed");
  } else if (transactional_ && producer_->transaction() == kafka::Transaction::must_abort) {
    end("the transaction has failed");
  }
  return ended_by_.empty();
}

/// A message that was not taken; nothing after it will be if the producer itself is done for.
bool Sender::refused(std::uint64_t id, std::string_view topic, const Error& error) {
  if (const auto fatal = producer_->fatal_error()) {
    end(fatal->reason);
    return false;
  }
  if (transactional_) {
    end(error.reason);
    return false;
  }
  ledger_.fail(id, topic, error.reason);
  ++queued_;
  return true;
}

void Sender::end(std::string reason) {
  if (ended_by_.empty()) ended_by_ = std::move(reason);
}

kafka::Wait Sender::patience() const {
  const auto max = context_.settings.deadline ? std::min(context_.deadline_left(), orderly_end) : orderly_end;
  return kafka::Wait::at_most(max, &signals::abort());
}

void Sender::wait_for_reports(const kafka::Wait& wait) {
  while (producer_->accounting().pending() > 0 && !wait.over() && !producer_->fatal_error()) {
    static_cast<void>(producer_->flush(kafka::Wait::at_most(std::min(slice, wait.next()))));
    ledger_.tick();
    progress_.show(ledger_.acknowledged(), ledger_.bytes(), std::chrono::steady_clock::now());
  }
}

void Sender::finish(bool everything) {
  if (!producer_) return;
  wait_for_reports(whole_);
  if (signals::stop()) wait_for_reports(patience());
  if (const auto pending = producer_->accounting().pending(); signals::abort() && pending > 0) {
    context_.console.warn("interrupted again: no longer waiting for " + counted(pending, "message", "messages") +
                          " in flight");
  }
  if (transactional_) end_transaction(everything);
  producer_->purge();
}

void Sender::leave() {
  if (!producer_ || producer_->accounting().pending() > 0) return;
  producer_->detach();
  context_.ending = Ending::immediate;
}

void Sender::end_transaction(bool everything) {
  const bool is_whole = everything && ledger_.failures().count() == 0 && producer_->accounting().pending() == 0 &&
                        !ledger_.error() && producer_->transaction() == kafka::Transaction::open;
  if (is_whole) {
    commit();
  } else {
    const auto fatal = producer_->fatal_error();
    abort(fatal ? fatal->reason : !ended_by_.empty() ? ended_by_ : "not every message was acknowledged");
  }
}

void Sender::commit() {
  auto committed = producer_->commit_transaction(whole_);
  // What is under way cannot be called back: a signal only makes the wait for its answer shorter.
  if (!committed && signals::stop() && producer_->transaction() == kafka::Transaction::committing) {
    committed = producer_->commit_transaction(patience());
  }
  if (committed) return ledger_.commit();
  if (producer_->transaction() != kafka::Transaction::committing) return abort(committed.error().reason);
  abort_reason_ = committed.error().reason;
  context_.console.error(committed.error().text());
  ledger_.void_acknowledged();
}

void Sender::abort(const std::string& reason) {
  abort_reason_ = "the transaction was aborted: " + reason;
  const bool is_open = producer_->transaction() == kafka::Transaction::open ||
                       producer_->transaction() == kafka::Transaction::must_abort;
  if (is_open && !producer_->fatal_error()) {
    const auto aborted = producer_->abort_transaction(patience());
    if (!aborted) context_.console.error(aborted.error().text());
  }
  ledger_.void_acknowledged();
}

}  // namespace thoth::cli
