// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "kafka/producer_impl.hpp"

namespace thoth::kafka {
namespace {

/// So many values go into one call: enough that its own price is nothing beside theirs.
constexpr std::size_t max_at_once = 256;

/// Why nothing after this value can be taken for now, or at all; what else is wrong is wrong with the value.
bool ends_call(rd_kafka_resp_err_t code) {
  return code == RD_KAFKA_RESP_ERR__QUEUE_FULL || code == RD_KAFKA_RESP_ERR__FATAL || code == RD_KAFKA_RESP_ERR__STATE;
}

rd_kafka_message_t as_message(std::string_view value, std::uint64_t id) {
  rd_kafka_message_t message{};
  // librdkafka tells empty from null by the pointer.
  message.payload = writable(value.data() == nullptr ? "" : value.data());
  message.len = value.size();
  message._private = as_opaque(id);
  return message;
}

}  // namespace

void Producer::Impl::report_refused(const Values& values, std::size_t index, rd_kafka_resp_err_t code) {
  Message message;
  message.topic = values.topic;
  message.value = values.values[index];
  Delivery delivery;
  delivery.id = values.first_id + index;
  delivery.topic = values.topic;
  delivery.bytes = message.value->size();
  delivery.error = refusal(message, code);
  ++accounting.failed;
  if (transaction == Transaction::open) {
    failure = delivery.error->text();
    transaction = Transaction::must_abort;
  }
  if (on_delivery) guard([&] { on_delivery(delivery); });
}

rd_kafka_resp_err_t Producer::Impl::produce(rd_kafka_topic_t* topic, const Values& values, std::size_t& taken) {
  const std::size_t begin = taken;
  batch.clear();
  for (const std::string_view value :
       values.values.subspan(begin, std::min(max_at_once, values.values.size() - begin))) {
    batch.push_back(as_message(value, values.first_id + begin + batch.size()));
  }
  const int flags = values.payload == Payload::copy ? RD_KAFKA_MSG_F_COPY : 0;
  rd_kafka_produce_batch(topic, RD_KAFKA_PARTITION_UA, flags, batch.data(), static_cast<int>(batch.size()));
  for (const rd_kafka_message_t& message : batch) {
    if (ends_call(message.err)) return message.err;
    ++accounting.sent;
    if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) report_refused(values, taken, message.err);
    ++taken;
  }
  return RD_KAFKA_RESP_ERR_NO_ERROR;
}

Result<void> Producer::Impl::send(const Values& values, const Wait& wait, std::size_t& taken) {
  rd_kafka_topic_t* const topic = THOTH_TRY(topic_handle(values.topic));
  bool is_full = false;
  while (taken < values.values.size()) {
    if (!is_full) THOTH_TRY(check_wait(values.topic, max_at_once, wait));
    if (is_transactional()) THOTH_TRY(check_transaction("sending to", values.topic));
    const std::size_t begin = taken;
    const auto code = produce(topic, values, taken);
    if (is_poll_due(taken - begin)) poll(milliseconds{0});
    is_full = code == RD_KAFKA_RESP_ERR__QUEUE_FULL;
    if (is_full) {
      THOTH_TRY(make_room(values.topic, wait));
    } else if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return tl::unexpected<Error>(refusal({.topic = values.topic, .value = values.values[taken]}, code));
    }
  }
  return {};
}

Taken Producer::send(const Values& values, const Wait& wait) {
  Taken taken;
  auto sent = impl_->send(values, wait, taken.count);
  if (!sent) taken.error = std::move(sent).error();
  return impl_->ended(std::move(taken));
}

}  // namespace thoth::kafka
