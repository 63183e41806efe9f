// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kafka/connections.hpp"
#include "kafka/diagnosis.hpp"
#include "kafka/handles.hpp"
#include "kafka/kafka_code.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/config.hpp"
#include "thoth/kafka/log.hpp"
#include "thoth/kafka/wait.hpp"

namespace thoth::kafka {

/// What a client is made of beside its Config.
struct ClientOptions {
  rd_kafka_type_t type = RD_KAFKA_CONSUMER;
  std::vector<std::pair<std::string, std::string>> overrides;  ///< set whatever the Config says
  std::vector<std::string> omitted;                            ///< left out whatever the Config says
  LogSink log;
  /// Called for each delivery report while the client is served. Must not throw.
  std::function<void(const rd_kafka_message_t&)> on_delivery = {};
  /// Called where partitions of a group are given or taken while the client is served; they are to be assigned or
  /// unassigned then or later. Must not throw.
  std::function<void(rd_kafka_resp_err_t, rd_kafka_topic_partition_list_t&)> on_rebalance = {};
};

/// What librdkafka says of an error.
struct ClientError {
  rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
  std::string reason;
};

/// A librdkafka client with what its callbacks learn. Everything but the log comes in while it is served, so in the
/// caller's own thread.
class Client {
 public:
  /// Ends a client in bounded time. librdkafka 2.0 may wait for ever (for a topic that was deleted while it was read);
  /// then its threads keep the client, and are left to themselves.
  struct End {
    void operator()(Client* client) const;
  };
  using Pointer = std::unique_ptr<Client, End>;

  /// Leaves a client and its threads as they are; what they say from now on, nobody hears.
  static void leave(Pointer client);

  /// Errors: usage (the properties contradict each other), internal.
  static Result<Pointer> create(const Config& config, ClientOptions options);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  [[nodiscard]] rd_kafka_t* get() const { return handle_.get(); }
  [[nodiscard]] const std::string& servers() const { return servers_; }

  /// Runs callbacks that are due; waits at most `timeout` for one.
  void serve(milliseconds timeout);
  /// From now on callbacks run where the consumer is polled, and serve() leaves them there.
  void hand_to_consumer() { is_consumed_ = true; }

  /// The cluster answered: earlier trouble is over.
  void note_success();
  /// To be called repeatedly while waiting for what may not come: after an outage that was reported, a connection that
  /// lasts for a while reports its end.
  void look_for_recovery();
  /// True from the time an outage was told until its end is.
  [[nodiscard]] bool is_in_outage() const { return outage_reported_; }
  /// What an error of a connection says. Kept until the next success; a refused login outranks the closed connection
  /// that follows it.
  void record_error(rd_kafka_resp_err_t code, const std::string& reason);

  /// The last error that has nothing to do with connections (a topic is gone, say), once.
  [[nodiscard]] std::optional<ClientError> take_error() { return std::exchange(error_, std::nullopt); }

  /// librdkafka's last statistics, once.
  [[nodiscard]] std::optional<std::string> take_statistics() { return std::exchange(statistics_, std::nullopt); }

  [[nodiscard]] bool was_connected() const { return was_connected_; }
  [[nodiscard]] bool all_brokers_down() const { return all_down_; }
  /// What keeps the cluster from answering; empty if nothing is known to.
  [[nodiscard]] const std::string& outage_reason() const { return diagnosis_.reason; }
  [[nodiscard]] const std::optional<Error>& fatal() const { return fatal_; }
  /// Why the cluster does not answer, as far as is known, and what to do about it.
  [[nodiscard]] Error connection_error(std::string doing, const Wait& wait) const;
  /// The cluster's error for waiting that is over: interrupted, or why it did not answer.
  [[nodiscard]] Error wait_error(std::string doing, const Wait& wait) const;

  void log(LogLevel level, const std::string& text);

 private:
  void forget_sink();
  explicit Client(Config config) : config_(std::move(config)) {}
  ~Client() = default;
  static void on_log(const rd_kafka_t* handle, int level, const char* facility, const char* text);
  static void on_error(rd_kafka_t* handle, int code, const char* reason, void* client);
  static void on_delivery(rd_kafka_t* handle, const rd_kafka_message_t* message, void* self);
  static void on_rebalance(rd_kafka_t* handle, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* partitions,
                           void* self);
  static int on_statistics(rd_kafka_t* handle, char* json, std::size_t size, void* self);
  static int on_connect(int socket, const sockaddr* address, int size, const char* broker, void* self);
  static int on_close(int socket, void* self);
  static int on_certificate(rd_kafka_t* handle, const char* broker, std::int32_t id, int* fault, int depth,
                            const char* certificate, std::size_t size, char* words, std::size_t room, void* self);
  std::optional<CertificateFault> certificate_fault(const std::string& broker);
  [[nodiscard]] Diagnosis silence(const Wait& wait) const;
  void record_failure(rd_kafka_resp_err_t code, const std::string& reason);
  void note_closed(std::string_view logged);
  [[nodiscard]] std::string take_closed();

  std::string servers_;
  Config config_;
  LogSink sink_;
  std::mutex sink_mutex_;
  std::function<void(const rd_kafka_message_t&)> deliver_;
  std::function<void(rd_kafka_resp_err_t, rd_kafka_topic_partition_list_t&)> rebalance_;
  bool is_consumed_ = false;
  bool was_connected_ = false;
  bool all_down_ = false;
  bool outage_reported_ = false;
  std::optional<std::chrono::steady_clock::time_point> connected_since_;  ///< looked at during an outage only
  Diagnosis diagnosis_;
  Connections connections_;
  std::mutex closed_mutex_;
  std::string closed_;  ///< what librdkafka last logged of a connection that was closed; see note_closed()
  std::mutex certificate_mutex_;
  std::map<std::string, CertificateFault> certificate_faults_;  ///< by broker, the last one
  std::optional<Error> fatal_;
  std::optional<ClientError> error_;
  std::optional<std::string> statistics_;
  ClientHandle handle_;  // last, so that it goes first: its callbacks use the rest
};

/// "10 s", "300 ms".
std::string describe(milliseconds duration);

}  // namespace thoth::kafka
