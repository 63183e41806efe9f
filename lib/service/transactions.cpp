// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/transactions.hpp"

#include <utility>

namespace thoth::service {

using kafka::Transaction;

Result<std::unique_ptr<Transactions>> Transactions::create(const kafka::Config& config, Dispatcher& dispatcher,
                                                           kafka::LogSink log) {
  std::unique_ptr<Transactions> made(new Transactions(config, dispatcher, std::move(log)));
  THOTH_TRY(made->connect());
  return made;
}

Result<void> Transactions::connect() {
  producer_ = THOTH_TRY(kafka::Producer::create(
      config_,
      [this](const kafka::Delivery& delivery) {
        if (delivery.error && is_refusal(*delivery.error)) refused_.emplace(delivery.id, *delivery.error);
      },
      log_));
  return {};
}

Result<void> Transactions::commit(const kafka::Consumer& consumer, const kafka::Wait& wait) {
  const auto done = attempt(consumer, wait);
  if (done) {
    problem_.clear();
    return {};
  }
  ++failures_;
  problem_ = done.error().text();
  const auto fatal = producer_->fatal_error();
  if (done.error().cause == Cause::fenced || (fatal && fatal->cause == Cause::fenced)) {
    return tl::unexpected<Error>(fatal.value_or(done.error()));
  }
  if (log_) log_(kafka::LogLevel::warning, problem_);
  if (!fatal) {
    if (producer_->transaction() != Transaction::committing) abort(wait);
  } else if (const auto made = connect(); !made && log_) {
    log_(kafka::LogLevel::error, made.error().text());
  }
  refuse();
  return {};
}

Result<void> Transactions::attempt(const kafka::Consumer& consumer, const kafka::Wait& wait) {
  // Beginning the first one has the cluster abort what a killed member of the same transactional.id left open. Until
  // then nobody is told the offsets in it, this member's own group included: it would never have anything to commit.
  if (producer_->transaction() == Transaction::none) THOTH_TRY(producer_->begin_transaction(wait));
  // The outcome of the one before is not known yet.
  if (producer_->transaction() == Transaction::committing) THOTH_TRY(finish(wait));
  if (producer_->transaction() == Transaction::open || producer_->transaction() == Transaction::must_abort) {
    THOTH_TRY(producer_->abort_transaction(wait));
  }
  const Unit unit = dispatcher_.unit();
  if (unit.next.empty()) return {};
  THOTH_TRY(producer_->begin_transaction(wait));
  THOTH_TRY(fill(unit, consumer, wait));
  return finish(wait);
}

Result<void> Transactions::fill(const Unit& unit, const kafka::Consumer& consumer, const kafka::Wait& wait) {
  covered_ = unit.next;
  messages_ = unit.messages.size();
  for (const auto& [ticket, message] : unit.messages) {
    const std::string_view topic = message->topic;
    auto taken = producer_->send({.topic = topic,
                                  .key = message->key,
                                  .value = message->value,
                                  .headers = message->headers,
                                  .timestamp = message->timestamp,
                                  .id = ticket},
                                 wait);
    if (!taken && is_refusal(taken.error())) refused_.emplace(ticket, taken.error());
    THOTH_TRY(std::move(taken));
  }
  return producer_->send_offsets(unit.next, consumer, wait);
}

Result<void> Transactions::finish(const kafka::Wait& wait) {
  THOTH_TRY(producer_->commit_transaction(wait));
  ++commits_;
  counts_.sent += std::exchange(messages_, 0);
  dispatcher_.committed(std::exchange(covered_, {}));
  return {};
}

void Transactions::abort(const kafka::Wait& wait) {
  if (producer_->transaction() != Transaction::open && producer_->transaction() != Transaction::must_abort) return;
  counts_.failures += std::exchange(messages_, 0);
  if (const auto aborted = producer_->abort_transaction(wait); !aborted && log_) {
    log_(kafka::LogLevel::warning, aborted.error().text());
  }
}

/// Tells of records whose messages kept the transaction from being committed.
void Transactions::refuse() {
  for (const auto& [ticket, error] : std::exchange(refused_, {})) dispatcher_.refused(ticket, error);
}

void Transactions::close(const kafka::Wait& wait) {
  if (producer_->transaction() == Transaction::committing) {
    if (const auto committed = finish(wait); !committed && log_) {
      log_(kafka::LogLevel::warning, committed.error().text());
    }
  }
  if (const auto closed = producer_->close(wait); !closed && log_)
    log_(kafka::LogLevel::warning, closed.error().text());
}

}  // namespace thoth::service
