// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kafka/client.hpp"
#include "thoth/kafka/producer.hpp"

namespace thoth::kafka {

static_assert(sizeof(void*) >= sizeof(std::uint64_t), "a message's id travels as librdkafka's opaque pointer");

inline void* as_opaque(std::uint64_t id) {
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(id));  // NOLINT(performance-no-int-to-ptr)
}

/// librdkafka takes what it only reads as a pointer to what may be written.
inline void* writable(const char* bytes) {
  return const_cast<char*>(bytes);  // NOLINT
}

/// What a Producer keeps. Its parts are in producer.cpp, values.cpp and transaction.cpp.
struct Producer::Impl {
  /// One of librdkafka's calls on transactions, all of which may be called again to go on waiting.
  using TransactionCall = rd_kafka_error_t* (*)(rd_kafka_t*, int);

  Impl(OnDelivery callback, std::string id) : on_delivery(std::move(callback)), transactional_id(std::move(id)) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl();

  void report(const rd_kafka_message_t& message);
  /// Calls what may throw, and may not do so here: within librdkafka, or while the accounts are being made. The first
  /// thing that is thrown is kept for rethrow(), others are logged.
  void guard(const std::function<void()>& call) noexcept;
  /// Throws what was kept.
  void rethrow();
  /// What a public call has come to, unless something is thrown.
  template <class T>
  T ended(T result) {
    rethrow();
    return result;
  }
  [[nodiscard]] Error delivery_error(const rd_kafka_message_t& message) const;
  Result<rd_kafka_topic_t*> topic_handle(std::string_view name);
  rd_kafka_resp_err_t produce(rd_kafka_topic_t* topic, const Message& message) const;
  /// Why librdkafka did not take a message.
  Error refusal(const Message& message, rd_kafka_resp_err_t code);
  /// Serves reports, so that a full queue gets room. Errors: interrupted, undelivered (the time is over).
  Result<void> make_room(std::string_view topic, const Wait& wait) const;
  /// Looks at the flag each time, and at the clock every this many messages. Errors: as make_room.
  Result<void> check_wait(std::string_view topic, std::size_t messages, const Wait& wait);
  void poll(milliseconds timeout);
  Result<void> send(const Message& message, const Wait& wait);
  Result<void> flush(const Wait& wait);
  Result<void> close(const Wait& wait);
  Result<void> begin(const Wait& wait);
  Result<void> send_offsets(std::span<const Position> next, const Consumer& consumer, const Wait& wait);
  Result<void> commit(const Wait& wait);
  Result<void> abort(const Wait& wait);
  /// Whether reports are to be served, now that N more messages were queued.
  bool is_poll_due(std::size_t messages);
  /// Queues values from the one at `taken` on, and counts them there.
  Result<void> send(const Values& values, const Wait& wait, std::size_t& taken);
  /// One call of that: what kept the next value from being taken.
  rd_kafka_resp_err_t produce(rd_kafka_topic_t* topic, const Values& values, std::size_t& taken);
  /// Reports a value that librdkafka refused.
  void report_refused(const Values& values, std::size_t index, rd_kafka_resp_err_t code);
  void purge() const;
  [[nodiscard]] std::optional<Error> fatal() const;

  [[nodiscard]] bool is_transactional() const { return !transactional_id.empty(); }
  /// Errors: usage (no transaction is open), undelivered (it has failed, and why).
  Result<void> check_transaction(const char* doing, std::string_view subject) const;
  /// A message that fails takes its transaction with it.
  void note_failure(const rd_kafka_message_t& message);
  /// Asks librdkafka whether the open transaction has failed, and why.
  void look_at_transaction();
  /// Calls until it is done, or fails for good, or the wait is over.
  Result<void> run(TransactionCall call, const char* doing, const Wait& wait);
  /// Waits for offsets that are under way, if any are. Errors: unreachable, interrupted.
  Result<void> await_offsets(const char* doing, const Wait& wait);
  /// What a wait that is over comes to.
  [[nodiscard]] Error overtime(const char* doing, const Wait& wait) const;
  [[nodiscard]] Error transaction_error(const rd_kafka_error_t& error, const char* doing);
  /// What a call comes to in a transaction that must be aborted.
  [[nodiscard]] Error failed(const char* doing, std::string_view subject, const char* what, const char* advice) const;
  /// What being pushed out by another producer comes to.
  [[nodiscard]] Error fenced(const char* doing) const;
  static bool is_fencing(rd_kafka_resp_err_t code);
  static bool is_purged(rd_kafka_resp_err_t code) {
    return code == RD_KAFKA_RESP_ERR__PURGE_QUEUE || code == RD_KAFKA_RESP_ERR__PURGE_INFLIGHT;
  }

  Client::Pointer client;
  std::map<std::string, TopicHandle, std::less<>> topics;
  std::string_view last_name;  ///< most messages go where the one before went
  rd_kafka_topic_t* last_topic = nullptr;
  OnDelivery on_delivery;
  std::exception_ptr thrown;  ///< by on_delivery
  Accounting accounting;
  std::size_t since_poll = 0;
  std::size_t since_clock = 0;
  std::vector<rd_kafka_message_t> batch;  ///< what one call of librdkafka's is given
  std::string transactional_id;
  std::future<ErrorHandle> answer_for_offsets;  ///< valid while a call is under way that the client must outlive
  bool is_initialized = false;                  ///< transactions can begin
  Transaction transaction = Transaction::none;
  std::string failure;   ///< why the transaction must be aborted, as far as is known
  int failure_code = 0;  ///< Kafka's, of that
};

}  // namespace thoth::kafka
