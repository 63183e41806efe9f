// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/client.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include "base/ascii.hpp"
#include "kafka/bounded_end.hpp"
#include "kafka/defaults.hpp"
#include "kafka/property.hpp"

namespace thoth::kafka {
namespace {

bool belongs(Side side, rd_kafka_type_t type) {
  return side == Side::both || (side == Side::producer) == (type == RD_KAFKA_PRODUCER);
}

Result<void> set(rd_kafka_conf_t* conf, const std::string& name, const std::string& value) {
  std::array<char, 512> reason{};
  if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), reason.data(), reason.size()) == RD_KAFKA_CONF_OK) return {};
  return fail(ErrorCode::usage, "setting property", name,
              is_secret(name) ? "librdkafka rejects the value, which is secret and not shown" : reason.data());
}

bool uses_tls(const Config& config) {
  return lower_case(config.value("security.protocol")).find("ssl") != std::string::npos;
}

bool is_omitted(const ClientOptions& options, const std::string& name) {
  const std::string canonical = canonical_name(name);
  return std::any_of(options.omitted.begin(), options.omitted.end(),
                     [&](const std::string& omitted) { return canonical_name(omitted) == canonical; });
}

Result<ConfHandle> make_conf(const Config& config, const ClientOptions& options) {
  ConfHandle conf(rd_kafka_conf_new());
  for (const auto& setting : config.settings()) {
    const Property* const property = find_property(setting.name);
    const bool is_foreign = property != nullptr && !belongs(property->side, options.type);
    if (is_foreign || is_omitted(options, setting.name)) continue;
    THOTH_TRY(set(conf.get(), setting.name, setting.value));
  }
  for (const auto& [name, value] : options.overrides) THOTH_TRY(set(conf.get(), name, value));
  return conf;
}

/// A failed connection's story comes through the error callback, that of a key or certificate in making the client, a
/// failed transaction's through the calls on it; that a producer's id is a while in coming is no trouble at all; and
/// that brokers cannot keep from creating topics only the embedded one says, which lookups mind.
LogLevel level_of(int syslog_level, std::string_view facility) {
  constexpr int syslog_error = 3;
  constexpr int syslog_warning = 4;
  constexpr int syslog_info = 6;
  if (facility == "GETPID" || facility == "AUTOCREATE") return LogLevel::debug;
  constexpr std::array<std::string_view, 5> reported_otherwise = {"FAIL", "ERROR", "REQTMOUT", "TXNERR", "ADDPARTS"};
  if (std::find(reported_otherwise.begin(), reported_otherwise.end(), facility) != reported_otherwise.end())
    return LogLevel::info;
  if (facility.substr(0, 3) == "SSL") return LogLevel::info;
  if (syslog_level <= syslog_error) return LogLevel::error;
  if (syslog_level == syslog_warning) return LogLevel::warning;
  return syslog_level <= syslog_info ? LogLevel::info : LogLevel::debug;
}

/// `answered`: whether the client got an answer before. Then a response of a wrong size is one that is too large.
bool is_of_connection(rd_kafka_resp_err_t code, const std::string& reason, Answered answered) {
  switch (code) {
    case RD_KAFKA_RESP_ERR__BAD_MSG:
      return answered == Answered::never && has_foreign_answer(reason);
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__RESOLVE:
    case RD_KAFKA_RESP_ERR__SSL:
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<Client::Pointer> Client::create(const Config& config, ClientOptions options) {
  ConfHandle conf = THOTH_TRY(make_conf(config, options));
  if (uses_tls(config)) THOTH_TRY(refuse_old_tls());
  Pointer client(new Client(config));
  client->servers_ = config.bootstrap_servers();
  client->sink_ = std::move(options.log);
  client->deliver_ = std::move(options.on_delivery);
  client->rebalance_ = std::move(options.on_rebalance);
  rd_kafka_conf_set_opaque(conf.get(), client.get());
  rd_kafka_conf_set_log_cb(conf.get(), &Client::on_log);
  rd_kafka_conf_set_error_cb(conf.get(), &Client::on_error);
  rd_kafka_conf_set_stats_cb(conf.get(), &Client::on_statistics);
  rd_kafka_conf_set_connect_cb(conf.get(), &Client::on_connect);
  rd_kafka_conf_set_closesocket_cb(conf.get(), &Client::on_close);
  rd_kafka_conf_set_ssl_cert_verify_cb(conf.get(), &Client::on_certificate);
  if (options.type == RD_KAFKA_PRODUCER) rd_kafka_conf_set_dr_msg_cb(conf.get(), &Client::on_delivery);
  if (client->rebalance_) rd_kafka_conf_set_rebalance_cb(conf.get(), &Client::on_rebalance);

  std::array<char, 512> reason{};
  client->handle_.reset(rd_kafka_new(options.type, conf.get(), reason.data(), reason.size()));
  if (!client->handle_) {
    if (rd_kafka_last_error() == RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE) {
      return fail(ErrorCode::internal, "creating a Kafka client", client->servers_, reason.data());
    }
    return tl::unexpected<Error>(creation_error(reason.data(), config));
  }
  static_cast<void>(conf.release());  // rd_kafka_new took it
  return client;
}

void Client::End::operator()(Client* client) const {
  rd_kafka_t* const handle = client->handle_.release();
  if (handle != nullptr && !ends_in_time([handle] { destroy_client(handle); })) return client->forget_sink();
  delete client;
}

void Client::leave(Pointer client) {
  client.release()->forget_sink();  // its threads keep the client
}

/// Whoever gave the sink may be gone when librdkafka next speaks.
void Client::forget_sink() {
  const std::lock_guard lock(sink_mutex_);
  sink_ = nullptr;
}

void Client::serve(milliseconds timeout) {
  if (!is_consumed_) rd_kafka_poll(handle_.get(), static_cast<int>(timeout.count()));
}

void Client::log(LogLevel level, const std::string& text) {
  const std::lock_guard lock(sink_mutex_);
  try {
    if (sink_) sink_(level, text);
  } catch (...) {  // NOLINT(bugprone-empty-catch): nothing may cross librdkafka, and there is nowhere else to tell it
  }
}

void Client::on_log(const rd_kafka_t* handle, int level, const char* facility, const char* text) {
  auto* const self = static_cast<Client*>(rd_kafka_opaque(handle));
  if (self == nullptr) return;
  if (std::string_view(facility) == "FAIL") self->note_closed(text);
  self->log(level_of(level, facility), text);
}

/// From librdkafka 2.10 on a connection that the broker closes is no error that it reports, only one that it logs:
/// "[thrd:NAME]: HOST:PORT/bootstrap: Disconnected: …". Comes from librdkafka's threads.
void Client::note_closed(std::string_view logged) {
  const auto name_end = logged.find("]: ");
  if (name_end == std::string_view::npos || logged.find(": Disconnected") == std::string_view::npos) return;
  const std::lock_guard lock(closed_mutex_);
  closed_ = logged.substr(name_end + 3);
}

std::string Client::take_closed() {
  const std::lock_guard lock(closed_mutex_);
  return std::exchange(closed_, {});
}

void Client::on_delivery(rd_kafka_t* /*handle*/, const rd_kafka_message_t* message, void* self) {
  static_cast<Client*>(self)->deliver_(*message);
}

void Client::on_rebalance(rd_kafka_t* /*handle*/, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* partitions,
                          void* self) {
  static_cast<Client*>(self)->rebalance_(code, *partitions);
}

void Client::on_error(rd_kafka_t* handle, int code, const char* reason, void* client) {
  auto* const self = static_cast<Client*>(client);
  const auto error = static_cast<rd_kafka_resp_err_t>(code);
  if (error == RD_KAFKA_RESP_ERR__FATAL) {
    std::array<char, 512> words{};
    const auto cause = rd_kafka_fatal_error(handle, words.data(), words.size());
    self->fatal_ =
        kafka_error(cause, "talking to", self->servers_, words.data(), "nothing more can be done on this connection");
    if (self->fatal_->cause != Cause::fenced) self->fatal_->cause = Cause::fatal;
    self->log(LogLevel::error, self->fatal_->text());
    return;
  }
  self->record_error(error, reason);
}

// NOLINTNEXTLINE(readability-non-const-parameter): librdkafka's signature
int Client::on_statistics(rd_kafka_t* /*handle*/, char* json, std::size_t size, void* self) {
  static_cast<Client*>(self)->statistics_.emplace(json, size);
  return 0;
}

int Client::on_connect(int socket, const sockaddr* address, int size, const char* broker, void* self) {
  return static_cast<Client*>(self)->connections_.open(socket, address, size, broker);
}

int Client::on_close(int socket, void* self) {
  return static_cast<Client*>(self)->connections_.close(socket);
}

// NOLINTNEXTLINE(readability-non-const-parameter): librdkafka's signature
int Client::on_certificate(rd_kafka_t* /*handle*/, const char* broker, std::int32_t /*id*/, int* fault, int depth,
                           const char* /*certificate*/, std::size_t /*size*/, char* /*words*/, std::size_t /*room*/,
                           void* self) {
  if (*fault == 0) return 1;
  auto* const client = static_cast<Client*>(self);
  const std::lock_guard lock(client->certificate_mutex_);
  client->certificate_faults_.insert_or_assign(broker, CertificateFault{*fault, depth});
  return 0;
}

std::optional<CertificateFault> Client::certificate_fault(const std::string& broker) {
  const std::lock_guard lock(certificate_mutex_);
  const auto found = certificate_faults_.find(broker);
  return found == certificate_faults_.end() ? std::nullopt : std::optional(found->second);
}

void Client::note_success() {
  if (outage_reported_) log(LogLevel::warning, servers_ + " can be reached again");
  was_connected_ = true;
  all_down_ = false;
  outage_reported_ = false;
  // Every delivery report comes here.
  if (!diagnosis_.reason.empty()) diagnosis_ = {};
}

void Client::look_for_recovery() {
  // A host that takes a connection and drops it again is no recovery.
  constexpr std::chrono::seconds stands_for{1};
  if (!outage_reported_) return;
  const auto now = std::chrono::steady_clock::now();
  if (connections_.accepted().empty()) {
    connected_since_.reset();
  } else if (!connected_since_) {
    connected_since_ = now;
  } else if (now - *connected_since_ >= stands_for) {
    connected_since_.reset();
    note_success();
  }
}

void Client::record_error(rd_kafka_resp_err_t code, const std::string& reason) {
  if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) {
    all_down_ = true;
    if (diagnosis_.reason.empty()) {
      if (const std::string closed = take_closed(); !closed.empty())
        record_failure(RD_KAFKA_RESP_ERR__TRANSPORT, closed);
    }
    if (was_connected_ && !outage_reported_) {
      outage_reported_ = true;
      log(LogLevel::warning,
          "no broker can be reached, still trying: " + (outage_reason().empty() ? reason : outage_reason()));
    }
    return;
  }
  log(LogLevel::debug, reason);
  if (!is_of_connection(code, reason, was_connected_ ? Answered::before : Answered::never)) {
    error_ = ClientError{code, reason};
    return;
  }
  record_failure(code, reason);
}

void Client::record_failure(rd_kafka_resp_err_t code, const std::string& reason) {
  ConnectionFailure failure{code, reason, {}, was_connected_ ? Answered::before : Answered::never};
  if (reason.find("certificate verify failed") != std::string::npos)
    failure.certificate = certificate_fault(address_in(reason));
  Diagnosis diagnosis = diagnose(failure, config_);
  diagnosis.code = code;
  if (diagnosis.weight >= diagnosis_.weight) diagnosis_ = std::move(diagnosis);
}

Diagnosis Client::silence(const Wait& wait) const {
  const std::string time = " within " + describe(wait.total());
  const auto accepted = connections_.accepted();
  constexpr auto code = RD_KAFKA_RESP_ERR__TIMED_OUT;
  if (accepted.empty()) {
    return {"no answer" + time, "check bootstrap.servers and any firewall in between", 0, code};
  }
  std::string names;
  for (const auto& name : accepted) names += (names.empty() ? "" : ", ") + name;
  return {names + " accepted the connection, but did not answer" + time,
          "check that it is a Kafka listener, and that it speaks " + config_.value("security.protocol") +
              " (security.protocol)",
          0, code};
}

Error Client::connection_error(std::string doing, const Wait& wait) const {
  Diagnosis diagnosis = diagnosis_.reason.empty() ? silence(wait) : diagnosis_;
  Error error =
      kafka_error(diagnosis.code, std::move(doing), servers_, std::move(diagnosis.reason), std::move(diagnosis.advice));
  error.code = ErrorCode::unreachable;
  return error;
}

Error Client::wait_error(std::string doing, const Wait& wait) const {
  if (wait.stopped()) return {ErrorCode::interrupted, std::move(doing), servers_, "interrupted", {}};
  return connection_error(std::move(doing), wait);
}

std::string describe(milliseconds duration) {
  const auto count = duration.count();
  if (count < 950) return std::to_string(count) + " ms";
  const auto tenths = (count + 50) / 100;
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10)) + " s";
}

}  // namespace thoth::kafka
