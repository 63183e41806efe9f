#include "kafka/client.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include "kafka/bounded_end.hpp"
#include "kafka/property.hpp"

namespace thoth::kafka {
namespace {

constexpr int librdkafka_with_working_scram = 0x020601ff;

bool belongs(Side side, rd_kafka_type_t type) {
  return side == Side::both || (side == Side::producer) == (type == RD_KAFKA_PRODUCER);
}

Result<void> set(rd_kafka_conf_t* conf, const std::string& name, const std::string& value) {
  std::array<char, 512> reason{};
  if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), reason.data(), reason.size()) == RD_KAFKA_CONF_OK) return {};
  return fail(ErrorCode::usage, "setting property", name,
              is_secret(name) ? "librdkafka refuses the value, which is not shown here" : reason.data());
}

bool is_omitted(const ClientOptions& options, const std::string& name) {
  const std::string canonical = canonical_name(name);
  return std::any_of(options.omitted.begin(), options.omitted.end(),
                     [&](const std::string& omitted) { return canonical_name(omitted) == canonical; });
}

Result<ConfHandle> make_conf(const Config& config, const ClientOptions& options) {
  ConfHandle conf(rd_kafka_conf_new());
  const auto& known = known_properties();
  for (const auto& setting : config.settings()) {
    const auto property = known.find(setting.name);
    const bool is_foreign = property != known.end() && !belongs(property->second, options.type);
    if (is_foreign || is_omitted(options, setting.name)) continue;
    THOTH_TRY(set(conf.get(), setting.name, setting.value));
  }
  for (const auto& [name, value] : options.overrides) THOTH_TRY(set(conf.get(), name, value));
  return conf;
}

/// A failed connection's story comes through the error callback; that a producer's id is a while in coming is no
/// trouble at all; and that brokers cannot keep from creating topics only the embedded one says, which lookups mind.
LogLevel level_of(int syslog_level, std::string_view facility) {
  constexpr int syslog_error = 3;
  constexpr int syslog_warning = 4;
  constexpr int syslog_info = 6;
  if (facility == "GETPID" || facility == "AUTOCREATE") return LogLevel::debug;
  if (facility == "FAIL" || facility == "ERROR") return LogLevel::info;
  if (syslog_level <= syslog_error) return LogLevel::error;
  if (syslog_level == syslog_warning) return LogLevel::warning;
  return syslog_level <= syslog_info ? LogLevel::info : LogLevel::debug;
}

bool is_of_connection(rd_kafka_resp_err_t code) {
  switch (code) {
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

/// A reason without the state of the connection that librdkafka adds: "(after 0ms in state CONNECT, …)".
std::string without_state(const std::string& reason) {
  return reason.substr(0, reason.find(" (after "));
}

/// How much a reason says: being refused says more than the closed connection that comes of it.
int weight(rd_kafka_resp_err_t code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
      return 3;
    case RD_KAFKA_RESP_ERR__SSL:
      return 2;
    default:
      return 1;
  }
}

}  // namespace

Result<Client::Pointer> Client::create(const Config& config, ClientOptions options) {
  THOTH_TRY_ASSIGN(ConfHandle conf, make_conf(config, options));
  Pointer client(new Client);
  client->servers_ = config.bootstrap_servers();
  client->mechanism_ = config.value("sasl.mechanism");
  client->protocol_ = config.value("security.protocol");
  client->sink_ = std::move(options.log);
  client->deliver_ = std::move(options.on_delivery);
  rd_kafka_conf_set_opaque(conf.get(), client.get());
  rd_kafka_conf_set_log_cb(conf.get(), &Client::on_log);
  rd_kafka_conf_set_error_cb(conf.get(), &Client::on_error);
  if (options.type == RD_KAFKA_PRODUCER) rd_kafka_conf_set_dr_msg_cb(conf.get(), &Client::on_delivery);

  std::array<char, 512> reason{};
  client->handle_.reset(rd_kafka_new(options.type, conf.get(), reason.data(), reason.size()));
  if (!client->handle_) {
    const auto code =
        rd_kafka_last_error() == RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE ? ErrorCode::internal : ErrorCode::usage;
    return fail(code, "making a Kafka client", client->servers_, reason.data(), "check the properties that it names");
  }
  static_cast<void>(conf.release());  // rd_kafka_new took it
  return client;
}

void Client::End::operator()(Client* client) const {
  rd_kafka_t* const handle = client->handle_.release();
  if (handle != nullptr && !ends_in_time([handle] { destroy_client(handle); })) {
    const std::lock_guard lock(client->sink_mutex_);
    client->sink_ = nullptr;  // whoever gave it may be gone when librdkafka next speaks
    return;
  }
  delete client;
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
  if (self != nullptr) self->log(level_of(level, facility), text);
}

void Client::on_delivery(rd_kafka_t* /*handle*/, const rd_kafka_message_t* message, void* self) {
  static_cast<Client*>(self)->deliver_(*message);
}

void Client::on_error(rd_kafka_t* handle, int code, const char* reason, void* client) {
  auto* const self = static_cast<Client*>(client);
  const auto error = static_cast<rd_kafka_resp_err_t>(code);
  if (error == RD_KAFKA_RESP_ERR__FATAL) {
    std::array<char, 512> words{};
    const auto cause = rd_kafka_fatal_error(handle, words.data(), words.size());
    self->fatal_ = Error{code_of(cause), "talking to", self->servers_, words.data(),
                         "nothing more can be done on this connection"};
    self->log(LogLevel::error, self->fatal_->text());
    return;
  }
  self->note_trouble(error, reason);
}

void Client::note_success() {
  was_connected_ = true;
  all_down_ = false;
  outage_told_ = false;
  trouble_.clear();
  trouble_code_ = RD_KAFKA_RESP_ERR_NO_ERROR;
}

void Client::note_trouble(rd_kafka_resp_err_t code, const std::string& reason) {
  if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) {
    all_down_ = true;
    if (was_connected_ && !outage_told_) {
      outage_told_ = true;
      log(LogLevel::warning, "no broker can be reached, trying on: " + (trouble_.empty() ? reason : trouble_));
    }
    return;
  }
  log(LogLevel::debug, reason);
  if (!is_of_connection(code)) {
    error_ = ClientError{code, reason};
    return;
  }
  if (!trouble_.empty() && weight(code) < weight(trouble_code_)) return;
  trouble_ = without_state(reason);
  trouble_code_ = code;
}

std::string Client::advice() const {
  switch (trouble_code_) {
    case RD_KAFKA_RESP_ERR__RESOLVE:
      return "check the host names in bootstrap.servers";
    case RD_KAFKA_RESP_ERR__SSL:
      return "check ssl.ca.location, the name in the broker's certificate, and security.protocol";
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
      if (mechanism_.rfind("SCRAM", 0) == 0 && rd_kafka_version() < librdkafka_with_working_scram) {
        return std::string("check sasl.username and sasl.password; librdkafka ") + rd_kafka_version_str() +
               " cannot log in to Kafka 4 with SCRAM whatever they are, librdkafka 2.6.1 and later can";
      }
      return "check sasl.username, sasl.password and sasl.mechanism";
    case RD_KAFKA_RESP_ERR_NO_ERROR:
      return "check that bootstrap.servers names a Kafka listener, and that it speaks " + protocol_ +
             " (security.protocol)";
    default:
      return "check bootstrap.servers, and that a broker listens there";
  }
}

Error Client::connection_error(std::string doing, const Wait& wait) const {
  const std::string silence = "no answer within " + describe(wait.total());
  return {ErrorCode::unreachable, std::move(doing), servers_, trouble_.empty() ? silence : trouble_, advice()};
}

Error Client::wait_error(std::string doing, const Wait& wait) const {
  if (wait.stopped()) return {ErrorCode::interrupted, std::move(doing), servers_, "interrupted", {}};
  return connection_error(std::move(doing), wait);
}

std::string describe(milliseconds duration) {
  const auto count = duration.count();
  return count >= 1000 && count % 1000 == 0 ? std::to_string(count / 1000) + " s" : std::to_string(count) + " ms";
}

ErrorCode code_of(rd_kafka_resp_err_t code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR__INVALID_ARG:
    case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
    case RD_KAFKA_RESP_ERR_INVALID_PARTITIONS:
    case RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR:
    case RD_KAFKA_RESP_ERR_INVALID_CONFIG:
    case RD_KAFKA_RESP_ERR_INVALID_REQUEST:
    case RD_KAFKA_RESP_ERR_POLICY_VIOLATION:
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
    case RD_KAFKA_RESP_ERR__UNKNOWN_GROUP:
      return ErrorCode::usage;
    case RD_KAFKA_RESP_ERR__BAD_MSG:
    case RD_KAFKA_RESP_ERR__BAD_COMPRESSION:
    case RD_KAFKA_RESP_ERR_INVALID_MSG:
      return ErrorCode::invalid;
    case RD_KAFKA_RESP_ERR__STATE:
    case RD_KAFKA_RESP_ERR__CONFLICT:
    case RD_KAFKA_RESP_ERR__FAIL:
    case RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE:
      return ErrorCode::internal;
    default:
      return ErrorCode::unreachable;
  }
}

std::string words_of(rd_kafka_resp_err_t code) {
  return rd_kafka_err2str(code);
}

}  // namespace thoth::kafka
