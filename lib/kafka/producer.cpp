// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/kafka/producer.hpp"

#include <utility>

#include "kafka/metadata.hpp"
#include "kafka/producer_impl.hpp"
#include "thoth/kafka/native.hpp"
#include "thoth/kafka/topic_name.hpp"

namespace thoth::kafka {
namespace {

/// Reports are served, and the clock is looked at, every this many messages: neither may pile up or be forgotten while
/// nothing blocks, and neither is worth its price for each message.
constexpr std::size_t messages_between_polls = 1024;
constexpr std::size_t messages_between_clocks = 256;
/// How long giving up may take: librdkafka's threads only have to hand back what they hold.
constexpr milliseconds purge_time{10000};

std::uint64_t as_id(void* opaque) {
  return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(opaque));
}

/// librdkafka tells empty from null by the pointer.
const char* data_or_null(const std::optional<std::string_view>& bytes) {
  if (!bytes) return nullptr;
  return bytes->data() == nullptr ? "" : bytes->data();
}
std::size_t size_of(const std::optional<std::string_view>& bytes) {
  return bytes ? bytes->size() : 0;
}
HeadersHandle make_headers(std::span<const Header> headers) {
  HeadersHandle handle(rd_kafka_headers_new(headers.size()));
  for (const auto& header : headers) {
    rd_kafka_header_add(handle.get(), header.key.data(), static_cast<ssize_t>(header.key.size()),
                        header.value ? header.value->data() : nullptr,
                        header.value ? static_cast<ssize_t>(header.value->size()) : 0);
  }
  return handle;
}

Persisted persisted(const rd_kafka_message_t& message) {
  switch (rd_kafka_message_status(&message)) {
    case RD_KAFKA_MSG_STATUS_PERSISTED:
      return Persisted::yes;
    case RD_KAFKA_MSG_STATUS_POSSIBLY_PERSISTED:
      return Persisted::possibly;
    case RD_KAFKA_MSG_STATUS_NOT_PERSISTED:
      break;
  }
  return Persisted::no;
}

/// Why a message cannot be sent as it is. Errors: usage.
Result<void> check(const Message& message) {
  if (message.partition < -1) {
    return fail(ErrorCode::usage, "sending to", std::string(message.topic),
                "there is no partition " + std::to_string(message.partition));
  }
  if (message.timestamp && *message.timestamp <= 0) {
    return fail(ErrorCode::usage, "sending to", std::string(message.topic),
                "the timestamp " + std::to_string(*message.timestamp) + " cannot be sent",
                "expected milliseconds since 1970, from 1");
  }
  return {};
}

ErrorCode delivery_code(rd_kafka_resp_err_t code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
      return ErrorCode::unreachable;
    default:
      return ErrorCode::undelivered;
  }
}

std::string words_of_thrown(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& exception) {
    return exception.what();
  } catch (...) {
    return "not a std::exception";
  }
}

std::string target(std::string_view topic, std::int32_t partition) {
  return std::string(topic) + (partition < 0 ? "" : " [" + std::to_string(partition) + "]");
}

}  // namespace

void Producer::Impl::report(const rd_kafka_message_t& message) {
  const bool is_acknowledged = message.err == RD_KAFKA_RESP_ERR_NO_ERROR;
  ++(is_acknowledged ? accounting.acknowledged : accounting.failed);
  if (is_acknowledged) {
    client->note_success();
  } else {
    note_failure(message);
  }
  if (!on_delivery) return;
  Delivery delivery;
  delivery.id = as_id(message._private);
  delivery.topic = rd_kafka_topic_name(message.rkt);
  delivery.partition = message.partition;
  delivery.offset = message.offset < 0 ? -1 : message.offset;
  rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
  delivery.timestamp = rd_kafka_message_timestamp(&message, &type);
  delivery.bytes = message.len;
  delivery.persisted = is_acknowledged ? Persisted::yes : persisted(message);
  if (!is_acknowledged) delivery.error = delivery_error(message);
  on_delivery(delivery);
}

Producer::Impl::~Impl() {
  if (!client) return;
  purge();
  if (thrown) client->log(LogLevel::error, "a handler of delivery reports has thrown: " + words_of_thrown(thrown));
  const bool is_used =
      answer_for_offsets.valid() && answer_for_offsets.wait_for(milliseconds{0}) != std::future_status::ready;
  if (is_used) Client::leave(std::move(client));
}

void Producer::Impl::guard(const std::function<void()>& call) noexcept {
  try {
    call();
  } catch (...) {
    if (!thrown) {
      thrown = std::current_exception();
    } else {
      client->log(LogLevel::error,
                  "a handler of delivery reports has thrown again: " + words_of_thrown(std::current_exception()));
    }
  }
}

void Producer::Impl::rethrow() {
  if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
}

Error Producer::Impl::delivery_error(const rd_kafka_message_t& message) const {
  std::string reason = words_of(message.err);
  if (message.err == RD_KAFKA_RESP_ERR__MSG_TIMED_OUT) {
    reason = "not acknowledged within message.timeout.ms";
    if (!client->outage_reason().empty()) reason += ": " + client->outage_reason();
  }
  const auto ended = is_purged(message.err) ? fatal() : std::nullopt;
  if (is_purged(message.err)) {
    const std::string& why = ended ? ended->reason : failure.empty() ? client->outage_reason() : failure;
    reason = is_transactional() ? "given up with its transaction" : "given up before it was acknowledged";
    if (!why.empty()) reason += ": " + why;
  }
  Error error = kafka_error(message.err, "delivering to", target(rd_kafka_topic_name(message.rkt), message.partition),
                            std::move(reason));
  error.code = delivery_code(message.err);
  if (ended) {
    error.cause = ended->cause;
    error.kafka_code = ended->kafka_code;
  }
  return error;
}

Result<rd_kafka_topic_t*> Producer::Impl::topic_handle(std::string_view name) {
  if (last_topic != nullptr && name == last_name) return last_topic;
  auto found = topics.find(name);
  if (found == topics.end()) {
    THOTH_TRY(check_topic_name(name));
    TopicHandle handle(rd_kafka_topic_new(client->get(), std::string(name).c_str(), nullptr));
    if (!handle) {
      return fail(ErrorCode::usage, "sending to", std::string(name), words_of(rd_kafka_last_error()),
                  "check the properties of topics, such as partitioner");
    }
    found = topics.emplace(std::string(name), std::move(handle)).first;
  }
  last_name = found->first;
  last_topic = found->second.get();
  return last_topic;
}

rd_kafka_resp_err_t Producer::Impl::produce(rd_kafka_topic_t* topic, const Message& message) const {
  const int flags = message.payload == Payload::copy ? RD_KAFKA_MSG_F_COPY : 0;
  const char* const key = data_or_null(message.key);
  void* const value = writable(data_or_null(message.value));
  if (message.headers.empty() && !message.timestamp) {
    const int failed = rd_kafka_produce(topic, message.partition, flags, value, size_of(message.value), key,
                                        size_of(message.key), as_opaque(message.id));
    return failed == 0 ? RD_KAFKA_RESP_ERR_NO_ERROR : rd_kafka_last_error();
  }
  HeadersHandle headers = message.headers.empty() ? nullptr : make_headers(message.headers);
  // Tags and values in turn, as librdkafka's macros would put them; on failure the headers stay ours.
  const auto code = rd_kafka_producev(client->get(), RD_KAFKA_VTYPE_RKT, topic, RD_KAFKA_VTYPE_PARTITION,
                                      message.partition, RD_KAFKA_VTYPE_MSGFLAGS, flags, RD_KAFKA_VTYPE_VALUE, value,
                                      size_of(message.value), RD_KAFKA_VTYPE_KEY, key, size_of(message.key),
                                      RD_KAFKA_VTYPE_TIMESTAMP, message.timestamp.value_or(0), RD_KAFKA_VTYPE_HEADERS,
                                      headers.get(), RD_KAFKA_VTYPE_OPAQUE, as_opaque(message.id), RD_KAFKA_VTYPE_END);
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) static_cast<void>(headers.release());  // librdkafka took them
  return code;
}

Result<void> Producer::Impl::make_room(std::string_view topic, const Wait& wait) const {
  if (wait.stopped()) return fail(ErrorCode::interrupted, "sending to", std::string(topic), "interrupted");
  if (wait.expired()) {
    const std::string reason =
        "the queue is full, and " +
        (client->outage_reason().empty() ? "nothing was acknowledged in time" : client->outage_reason());
    Error error = kafka_error(RD_KAFKA_RESP_ERR__QUEUE_FULL, "sending to", std::string(topic), reason,
                              "allow more time, or check bootstrap.servers");
    error.code = ErrorCode::undelivered;
    return tl::unexpected<Error>(std::move(error));
  }
  rd_kafka_poll(client->get(), static_cast<int>(wait.next().count()));
  return {};
}

Result<void> Producer::Impl::check_wait(std::string_view topic, std::size_t messages, const Wait& wait) {
  if (wait.stopped()) return fail(ErrorCode::interrupted, "sending to", std::string(topic), "interrupted");
  since_clock += messages;
  if (since_clock < messages_between_clocks) return {};
  since_clock = 0;
  if (!wait.expired()) return {};
  return fail(ErrorCode::undelivered, "sending to", std::string(topic), "the time ran out", "allow more time");
}

void Producer::Impl::poll(milliseconds timeout) {
  since_poll = 0;
  rd_kafka_poll(client->get(), static_cast<int>(timeout.count()));
}

bool Producer::Impl::is_poll_due(std::size_t messages) {
  since_poll += messages;
  return since_poll >= messages_between_polls;
}

std::optional<Error> Producer::Impl::fatal() const {
  const auto cause = rd_kafka_fatal_error(client->get(), nullptr, 0);
  if (is_fencing(cause)) return fenced("sending in");
  return client->fatal();
}

Error Producer::Impl::refusal(const Message& message, rd_kafka_resp_err_t code) {
  rd_kafka_poll(client->get(), 0);
  if (auto error = fatal()) return *std::move(error);
  if (is_transactional()) {
    look_at_transaction();
    if (auto checked = check_transaction("sending to", message.topic); !checked) return std::move(checked).error();
  }
  const bool is_large = code == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE;
  const std::size_t size = is_large ? wire_size(message) : size_of(message.value);
  Error error = kafka_error(code, "sending to", target(message.topic, message.partition),
                            words_of(code) + " (" + std::to_string(size) + " bytes)",
                            is_large ? "message.max.bytes is the limit" : "");
  error.code = delivery_code(code);
  return error;
}

void Producer::Impl::purge() const {
  const Wait wait = Wait::at_most(purge_time);
  while (accounting.pending() > 0 && !wait.expired()) {
    rd_kafka_purge(client->get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING);
    rd_kafka_poll(client->get(), 10);
  }
}

Producer::Producer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Producer::Producer(Producer&&) noexcept = default;
Producer& Producer::operator=(Producer&&) noexcept = default;
Producer::~Producer() = default;

Result<Producer> Producer::create(const Config& config, OnDelivery on_delivery, LogSink log) {
  auto impl = std::make_unique<Impl>(std::move(on_delivery), config.value("transactional.id"));
  ClientOptions options{RD_KAFKA_PRODUCER, {}, {}, std::move(log), {}};
  options.on_delivery = [self = impl.get()](const rd_kafka_message_t& message) {
    self->guard([&] { self->report(message); });
  };
  impl->client = THOTH_TRY(Client::create(config, std::move(options)));
  return Producer(std::move(impl));
}

Result<std::vector<TopicInfo>> Producer::topics(const std::vector<std::string>& names, const Wait& wait) {
  // The client asks for the topics that it has handles of.
  for (const auto& name : names) THOTH_TRY(impl_->topic_handle(name));
  return impl_->ended(fetch_topics(*impl_->client, {}, names, wait));
}

Result<void> Producer::Impl::send(const Message& message, const Wait& wait) {
  THOTH_TRY(check(message));
  THOTH_TRY(check_wait(message.topic, 1, wait));
  if (is_transactional()) THOTH_TRY(check_transaction("sending to", message.topic));
  rd_kafka_topic_t* const topic = THOTH_TRY(topic_handle(message.topic));
  for (;;) {
    const auto code = produce(topic, message);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) break;
    if (code != RD_KAFKA_RESP_ERR__QUEUE_FULL) return tl::unexpected<Error>(refusal(message, code));
    THOTH_TRY(make_room(message.topic, wait));
  }
  ++accounting.sent;
  if (is_poll_due(1)) poll(milliseconds{0});
  return {};
}

Result<void> Producer::send(const Message& message, const Wait& wait) {
  return impl_->ended(impl_->send(message, wait));
}

Result<void> Producer::forward(const Record& record, std::string_view topic, std::span<const Header> extra,
                               const Wait& wait, std::uint64_t id) {
  Headers headers(record.headers.begin(), record.headers.end());
  headers.insert(headers.end(), extra.begin(), extra.end());
  return send({.topic = topic, .key = record.key, .value = record.value, .headers = headers, .id = id}, wait);
}

void Producer::poll(milliseconds timeout) {
  impl_->poll(timeout);
  impl_->rethrow();
}

Result<void> Producer::Impl::flush(const Wait& wait) {
  poll(milliseconds{0});
  while (accounting.pending() > 0 && !wait.over()) {
    rd_kafka_flush(client->get(), static_cast<int>(wait.next().count()));
  }
  if (const auto ended_by = fatal()) return tl::unexpected<Error>(*ended_by);
  const auto pending = accounting.pending();
  if (pending == 0) return {};
  Error error = client->wait_error("sending to", wait);
  if (error.code == ErrorCode::unreachable) error.code = ErrorCode::undelivered;
  error.reason = std::to_string(pending) + " messages are not acknowledged: " + error.reason;
  return tl::unexpected<Error>(std::move(error));
}

Result<void> Producer::flush(const Wait& wait) {
  return impl_->ended(impl_->flush(wait));
}

void Producer::purge() {
  impl_->purge();
  impl_->rethrow();
}

void Producer::detach() {
  Client::leave(std::move(impl_->client));
}

Result<void> Producer::Impl::close(const Wait& wait) {
  const bool is_open = transaction == Transaction::open || transaction == Transaction::must_abort;
  auto closed = is_open && !fatal() ? abort(wait) : flush(wait);
  purge();
  return closed;
}

Result<void> Producer::close(const Wait& wait) {
  return impl_->ended(impl_->close(wait));
}

const Accounting& Producer::accounting() const {
  return impl_->accounting;
}

std::optional<Error> Producer::fatal_error() const {
  return impl_->fatal();
}

std::string Producer::connection_error() const {
  return impl_->client->outage_reason();
}

rd_kafka_s* native_handle(const Producer& producer) {
  return producer.impl_->client->get();
}

}  // namespace thoth::kafka
