#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kafka/client.hpp"
#include "thoth/kafka/producer.hpp"

namespace thoth::kafka {

/// What a Producer keeps. Its parts are in producer.cpp and transaction.cpp.
struct Producer::Impl {
  /// One of librdkafka's calls on transactions, all of which may be called again to go on waiting.
  using TransactionCall = rd_kafka_error_t* (*)(rd_kafka_t*, int);

  Impl(OnDelivery callback, std::string id) : on_delivery(std::move(callback)), transactional_id(std::move(id)) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (client) purge();
  }

  void report(const rd_kafka_message_t& message);
  [[nodiscard]] Error delivery_error(const rd_kafka_message_t& message) const;
  Result<rd_kafka_topic_t*> topic_handle(std::string_view name);
  rd_kafka_resp_err_t produce(rd_kafka_topic_t* topic, const Message& message) const;
  /// Why librdkafka did not take a message.
  Error refusal(const Message& message, rd_kafka_resp_err_t code);
  /// Serves reports, so that a full queue gets room. Errors: interrupted, undelivered (the time is over).
  Result<void> make_room(const Message& message, const Wait& wait) const;
  /// Looks at the flag each time and at the clock now and then. Errors: as make_room.
  Result<void> check_wait(const Message& message, const Wait& wait);
  void purge() const;
  [[nodiscard]] std::optional<Error> fatal() const;

  [[nodiscard]] bool is_transactional() const { return !transactional_id.empty(); }
  /// Errors: usage (no transaction is open), undelivered (it has failed, and why).
  Result<void> check_transaction(const Message& message) const;
  /// A message that fails takes its transaction with it.
  void note_failure(const rd_kafka_message_t& message);
  /// Asks librdkafka whether the open transaction has failed, and why.
  void look_at_transaction();
  /// Calls until it is done, or fails for good, or the wait is over.
  Result<void> run(TransactionCall call, const char* doing, const Wait& wait);
  [[nodiscard]] Error transaction_error(const rd_kafka_error_t& error, const char* doing);
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
  Accounting accounting;
  unsigned since_poll = 0;
  unsigned since_clock = 0;
  std::string transactional_id;
  bool is_initialized = false;  ///< transactions can begin
  Transaction transaction = Transaction::none;
  std::string failure;  ///< why the transaction must be aborted, as far as is known
};

}  // namespace thoth::kafka
