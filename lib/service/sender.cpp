// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/sender.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace thoth::service {
namespace {

/// Between a failure and the next try.
constexpr milliseconds pause{1000};
/// For room in the queue; then others have their turn.
constexpr milliseconds max_push{100};
constexpr int queue_full = -184;  ///< librdkafka's code

}  // namespace

bool is_refusal(const Error& error) {
  // Kafka's: message too large, invalid topic, record list too large, topic and cluster authorization failed, policy
  // violation, invalid record.
  constexpr std::array codes{10, 17, 18, 29, 31, 44, 87};
  return error.code == ErrorCode::usage || std::ranges::find(codes, error.kafka_code) != codes.end();
}

Result<std::unique_ptr<Sender>> Sender::create(const kafka::Config& config, Dispatcher& dispatcher,
                                               kafka::LogSink log) {
  std::unique_ptr<Sender> sender(new Sender(config, dispatcher, std::move(log)));
  THOTH_TRY(sender->connect());
  return sender;
}

Result<void> Sender::connect() {
  producer_ = THOTH_TRY(kafka::Producer::create(
      config_,
      [this](const kafka::Delivery& delivery) {
        reports_.push_back({delivery.id, delivery.error});
      },
      log_));
  return {};
}

void Sender::add(Ticket ticket) {
  const auto* const outbox = dispatcher_.outbox_of(ticket);
  if (outbox == nullptr) return;
  const auto unit = std::make_shared<Unit>(Unit{ticket, outbox->size()});
  for (std::size_t i = 0; i < outbox->size(); ++i) queue_.push_back({unit, i});
}

void Sender::serve(milliseconds at_most) {
  push();
  producer_->poll(is_busy() ? at_most : milliseconds{0});
  settle();
  if (Clock::now() >= again_ && producer_->fatal_error()) reconnect();
  if (!failed_.empty() && in_flight_.empty() && Clock::now() >= again_) send_again();
}

void Sender::push() {
  // What failed comes first, so that messages keep their order.
  while (failed_.empty() && !queue_.empty()) {
    const Sending sending = queue_.front();
    const auto* const outbox = sending.unit->left == 0 ? nullptr : dispatcher_.outbox_of(sending.unit->ticket);
    if (outbox == nullptr || sending.index >= outbox->size()) {
      queue_.pop_front();  // its record is gone
      continue;
    }
    const auto taken = send((*outbox)[sending.index]);
    if (!taken && can_wait(taken.error())) return;
    queue_.pop_front();
    if (taken) {
      in_flight_.emplace(last_id_, sending);
    } else {
      settle(sending, ++last_id_, taken.error());
    }
  }
}

/// Not a failure: the queue is full, or a new producer is about to be created.
bool Sender::can_wait(const Error& error) const {
  return error.kafka_code == queue_full || producer_->fatal_error();
}

Result<void> Sender::send(const Outgoing& message) {
  const std::string_view topic = message.topic;
  return producer_
      ->send({.topic = topic,
              .key = message.key,
              .value = message.value,
              .headers = message.headers,
              .timestamp = message.timestamp,
              .id = last_id_ + 1},
             kafka::Wait::at_most(max_push))
      .and_then([this]() -> Result<void> {
        ++last_id_;
        return {};
      });
}

void Sender::settle() {
  for (const Report& report : std::exchange(reports_, {})) {
    auto sending = in_flight_.extract(report.id);
    if (sending) settle(sending.mapped(), report.id, report.error);
  }
}

void Sender::settle(const Sending& sending, std::uint64_t id, const std::optional<Error>& error) {
  Unit& unit = *sending.unit;
  if (!error) {
    ++counts_.sent;
    if (failed_.empty()) problem_.clear();
    if (unit.left > 0 && --unit.left == 0) dispatcher_.acknowledged(unit.ticket);
    return;
  }
  ++counts_.failures;
  if (is_refusal(*error)) {
    if (std::exchange(unit.left, 0) > 0) dispatcher_.refused(unit.ticket, *error);
    return;
  }
  problem_ = error->text();
  failed_.emplace(id, sending);
  again_ = Clock::now() + pause;
}

void Sender::send_again() {
  std::deque<Sending> again;
  for (auto& [id, sending] : std::exchange(failed_, {})) again.push_back(std::move(sending));
  queue_.insert(queue_.begin(), again.begin(), again.end());
}

/// A producer that can do nothing any more gives way to a new one.
void Sender::reconnect() {
  if (log_) log_(kafka::LogLevel::warning, "starting the producer anew: " + producer_->fatal_error()->text());
  again_ = Clock::now() + pause;
  producer_->purge();
  settle();
  for (auto& [id, sending] : std::exchange(in_flight_, {})) failed_.emplace(id, sending);
  if (const auto made = connect(); !made && log_) log_(kafka::LogLevel::error, made.error().text());
}

void Sender::close(const kafka::Wait& wait) {
  if (const auto closed = producer_->close(wait); !closed && log_)
    log_(kafka::LogLevel::warning, closed.error().text());
}

std::string Sender::problem() const {
  const std::string connection = producer_->connection_error();
  return connection.empty() ? problem_ : connection;
}

}  // namespace thoth::service
