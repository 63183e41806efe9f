// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/replay.hpp"

#include <charconv>
#include <utility>

#include "service/service_impl.hpp"
#include "service/stored_record.hpp"
#include "thoth/kafka/consumer.hpp"
#include "thoth/kafka/producer.hpp"

namespace thoth {
namespace {

constexpr auto replaying = "replaying";

template <class T>
bool read_number(std::string_view text, T& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && !text.empty() && number >= 0;
}

/// The record at that place.
Result<std::unique_ptr<service::StoredRecord>> fetch(const kafka::Config& config, const kafka::Position& place,
                                                     const kafka::LogSink& log, const kafka::Wait& wait) {
  auto consumer = THOTH_TRY(kafka::Consumer::create(config, kafka::Membership::alone, log));
  THOTH_TRY(consumer.assign(std::span(&place, 1)));
  kafka::Batch batch;
  while (!wait.over()) {
    THOTH_TRY(consumer.poll(batch, wait, 1));
    if (batch.empty()) continue;
    if (!batch.records().empty() && batch.records()[0].offset == place.offset) {
      return std::make_unique<service::StoredRecord>(batch.records()[0]);
    }
    return fail(ErrorCode::usage, replaying, service::text_of(place), "there is no record at this offset");
  }
  return fail(wait.stopped() ? ErrorCode::interrupted : ErrorCode::unreachable, replaying, service::text_of(place),
              wait.stopped() ? "interrupted" : "the record did not come in time");
}

Result<void> send(const kafka::Config& config, const std::vector<Outgoing>& messages, const kafka::LogSink& log,
                  const kafka::Wait& wait) {
  std::optional<Error> failed;
  auto producer = THOTH_TRY(kafka::Producer::create(
      config,
      [&failed](const kafka::Delivery& delivery) {
        if (delivery.error) failed = delivery.error;
      },
      log));
  const bool is_transactional = !config.value("transactional.id").empty();
  if (is_transactional) THOTH_TRY(producer.begin_transaction(wait));
  for (const Outgoing& message : messages) {
    const std::string_view topic = message.topic;
    THOTH_TRY(producer.send({.topic = topic,
                             .key = message.key,
                             .value = message.value,
                             .headers = message.headers,
                             .timestamp = message.timestamp},
                            wait));
  }
  THOTH_TRY(is_transactional ? producer.commit_transaction(wait) : producer.flush(wait));
  if (failed) return tl::unexpected<Error>(*std::move(failed));
  return producer.close(wait);
}

}  // namespace

namespace service {

Result<kafka::Position> parse_place(std::string_view text) {
  const auto at = text.rfind('@');
  const auto open = text.rfind('[', at);
  kafka::Position place;
  const bool is_place = at != std::string_view::npos && open != std::string_view::npos && open > 0 &&
                        text[at - 1] == ']' && read_number(text.substr(open + 1, at - open - 2), place.partition) &&
                        read_number(text.substr(at + 1), place.offset);
  if (!is_place) {
    return fail(ErrorCode::usage, replaying, std::string(text), "this names no record",
                "write TOPIC[PARTITION]@OFFSET, such as prod.thoth.solved[0]@1234");
  }
  place.topic = text.substr(0, open);
  return place;
}

std::string text_of(const kafka::Position& place) {
  return place.topic + "[" + std::to_string(place.partition) + "]@" + std::to_string(place.offset);
}

}  // namespace service

Result<void> Service::replay(std::string_view place, const kafka::Wait& wait) {
  const kafka::Position position = THOTH_TRY(service::parse_place(place));
  THOTH_TRY(impl_->routes->check());
  const auto record = THOTH_TRY(fetch(impl_->settings.consumer, position, impl_->log, wait));
  const service::Attempt attempt = impl_->routes->attempt(record->view(), 1, {});
  const std::string reason = attempt.failure.value_or(service::Failure{}).reason;
  if (attempt.route == nullptr) {
    return fail(ErrorCode::usage, replaying, service::text_of(position), reason);
  }
  if (attempt.kind != service::Attempt::Kind::done) {
    return fail(ErrorCode::unmet, replaying, service::text_of(position), reason);
  }
  if (attempt.outbox.empty()) return {};
  return send(impl_->settings.producer, attempt.outbox, impl_->log, wait);
}

}  // namespace thoth
