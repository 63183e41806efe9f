// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/transactions.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "service/permissions.hpp"

namespace thoth::service {

using kafka::Transaction;

namespace {

/// With what to do about it: one of the topics may not be written to.
Error with_topics(Error error, const std::vector<Outgoing>* messages) {
  std::set<std::string> topics;
  if (messages != nullptr) {
    for (const Outgoing& message : *messages) topics.insert(message.topic);
  }
  error.advice = "allow writing to";
  for (const std::string& topic : topics) error.advice += (topic == *topics.begin() ? " " : ", ") + topic;
  return error;
}

}  // namespace

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
  do {
    const auto done = attempt(consumer, wait);
    if (done) problem_.clear();
    if (!done && !THOTH_TRY(recover(done.error(), wait))) return {};
  } while (most_ != all && !wait.over());
  return {};
}

/// After an attempt that failed. True: another one with fewer records may succeed at once. Errors: of Cause::fenced.
Result<bool> Transactions::recover(const Error& error, const kafka::Wait& wait) {
  ++failures_;
  problem_ = error.text();
  if (log_) log_(kafka::LogLevel::warning, problem_);
  const bool is_over = error.cause == Cause::fenced || producer_->fatal_error();
  // Where nothing of it has reached the cluster, Kafka may refuse the abort, which is fatal too.
  if (!is_over && producer_->transaction() != Transaction::committing) abort(wait);
  const auto fatal = producer_->fatal_error();
  if (error.cause == Cause::fenced || (fatal && fatal->cause == Cause::fenced)) {
    return tl::unexpected<Error>(fatal.value_or(error));
  }
  if (fatal) {
    if (const auto made = connect(); !made && log_) log_(kafka::LogLevel::error, made.error().text());
  }
  const bool is_narrowed = narrow(error);
  refuse();
  return is_narrowed;
}

/// Kafka refuses a whole transaction for one message to a topic that may not be written to, and does not say which.
/// Then this halves what is tried, until it is a single record, which is refused. False: it was something else. A
/// denial of the offsets does not count, as they are sent before any message.
bool Transactions::narrow(const Error& error) {
  if (error.kafka_code != topic_authorization_failed || !refused_.empty() || records_ == 0) return false;
  most_ = std::max<std::size_t>(records_ / 2, 1);
  if (records_ == 1) refused_.emplace(first_, with_topics(error, dispatcher_.outbox_of(first_)));
  return true;
}

Result<void> Transactions::attempt(const kafka::Consumer& consumer, const kafka::Wait& wait) {
  records_ = 0;
  // Beginning the first one has the cluster abort what a killed member of the same transactional.id left open. Until
  // then nobody is told the offsets in it, this member's own group included: it would never have anything to commit.
  if (producer_->transaction() == Transaction::none) THOTH_TRY(producer_->begin_transaction(wait));
  // The outcome of the one before is not known yet.
  if (producer_->transaction() == Transaction::committing) THOTH_TRY(finish(wait));
  if (producer_->transaction() == Transaction::open || producer_->transaction() == Transaction::must_abort) {
    THOTH_TRY(producer_->abort_transaction(wait));
  }
  const Unit unit = dispatcher_.unit(most_);
  if (!unit.next.empty()) {
    THOTH_TRY(producer_->begin_transaction(wait));
    THOTH_TRY(fill(unit, consumer, wait));
    THOTH_TRY(finish(wait));
  }
  most_ = unit.records < most_ ? all : 2 * most_;
  return {};
}

Result<void> Transactions::fill(const Unit& unit, const kafka::Consumer& consumer, const kafka::Wait& wait) {
  // Before the messages, so that none of them is to blame where a topic's offsets may not be committed any more.
  THOTH_TRY(producer_->send_offsets(unit.next, consumer, wait));
  covered_ = unit.next;
  messages_ = unit.messages.size();
  records_ = unit.records;
  if (!unit.messages.empty()) first_ = unit.messages.front().first;
  for (const auto& [ticket, message] : unit.messages) {
    const std::string_view topic = message->topic;
    auto taken = producer_->send({.topic = topic,
                                  .key = message->key,
                                  .value = message->value,
                                  .headers = message->headers,
                                  .timestamp = message->timestamp,
                                  .id = ticket},
                                 wait);
    // A transaction that has failed takes nothing more, and says why.
    if (!taken && producer_->transaction() == Transaction::open && is_refusal(taken.error())) {
      refused_.emplace(ticket, taken.error());
    }
    THOTH_TRY(std::move(taken));
  }
  return {};
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
