// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/diagnosis.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "base/ascii.hpp"

namespace thoth::kafka {
namespace {

constexpr int librdkafka_with_working_scram = 0x020601ff;

/// Of OpenSSL's X509_V_ERR_*, those that have words of their own; the numbers are part of its ABI.
enum CertificateNumber : std::uint8_t {
  no_issuer = 2,
  bad_signature = 7,
  not_yet_valid = 9,
  expired = 10,
  self_signed = 18,
  self_signed_in_chain = 19,
  no_local_issuer = 20,
  no_first_signature = 21,
  other_host = 62,
  other_address = 64,
};

constexpr int weight_of_login = 3;
constexpr int weight_of_tls = 2;
constexpr int weight_of_connection = 1;

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string after(const std::string& text, std::string_view mark) {
  const auto at = text.find(mark);
  return at == std::string::npos ? text : text.substr(at + mark.size());
}

/// A reason without the state of the connection that librdkafka adds: "(after 0ms in state CONNECT, …)".
std::string without_state(const std::string& text) {
  return text.substr(0, text.find(" (after "));
}

/// What the connection did when librdkafka found it closed, such as "APIVERSION_QUERY"; empty where it was not closed.
/// Before librdkafka 2.10 the text also guesses why, which tells the same; later ones only say that it was closed.
std::string state_when_closed(const std::string& text) {
  if (holds(text, "while requesting ApiVersion")) return "APIVERSION_QUERY";
  if (holds(text, "broker might require SASL authentication")) return "UP";
  constexpr std::string_view mark = " in state ";
  const auto at = text.rfind(mark);
  if (at == std::string::npos || !holds(text, ": Disconnected")) return {};
  const auto first = at + mark.size();
  return text.substr(first, text.find_first_of(",)", first) - first);
}

/// Without librdkafka's guess at the protocol, which is none of it once the cluster has answered.
std::string without_guess(const std::string& text) {
  return text.substr(0, std::min(text.find(": verify that security.protocol"), text.find(": might be caused by")));
}

/// security.protocol as two answers.
struct Protocol {
  bool tls = false;
  bool login = false;

  static Protocol of(const Config& config) {
    const std::string name = lower_case(config.value("security.protocol"));
    return {holds(name, "ssl"), holds(name, "sasl")};
  }
  [[nodiscard]] std::string name() const {
    if (login) return tls ? "sasl_ssl" : "sasl_plaintext";
    return tls ? "ssl" : "plaintext";
  }
};

std::string set_protocol(Protocol protocol) {
  return "set security.protocol (KAFKA_SECURITY_PROTOCOL) to " + protocol.name();
}

std::string host_of(const std::string& address) {
  return address.substr(0, address.rfind(':'));
}

Diagnosis of_certificate(const CertificateFault& fault, const std::string& address, const Config& config) {
  const std::string whose = fault.depth == 0 ? "its certificate" : "a CA certificate in its chain";
  const std::string ca = config.value("ssl.ca.location");
  switch (fault.number) {
    case expired:
      return {whose + " has expired", "the broker needs a new one; also check this machine's clock"};
    case not_yet_valid:
      return {whose + " is not valid yet", "check this machine's clock"};
    case other_host:
    case other_address:
      return {"its certificate is not for the host name " + host_of(address),
              "use the host name of its certificate in bootstrap.servers and in the broker's advertised.listeners"};
    case no_issuer:
    case bad_signature:
    case self_signed:
    case self_signed_in_chain:
    case no_local_issuer:
    case no_first_signature:
      return {"its certificate is not signed by a CA " +
                  (ca.empty() ? "that this machine trusts" : "in ssl.ca.location=" + ca),
              "set ssl.ca.location (KAFKA_SSL_CA_LOCATION) to the certificate of the CA that signed the broker's"};
    default:
      return {whose + " is rejected with OpenSSL error " + std::to_string(fault.number),
              "see openssl-verification-options(1)"};
  }
}

/// The broker's word on the client's certificate; after the handshake, so that librdkafka calls it a lost connection.
std::optional<Diagnosis> of_alert(const std::string& text, const Config& config) {
  constexpr std::array<std::string_view, 8> alerts = {
      "bad certificate",     "certificate required", "certificate unknown",     "certificate expired",
      "certificate revoked", "unknown ca",           "unsupported certificate", "handshake failure"};
  const bool is_alert = holds(text, "alert") && std::any_of(alerts.begin(), alerts.end(),
                                                            [&](std::string_view alert) { return holds(text, alert); });
  if (!is_alert) return std::nullopt;
  const std::string certificate = config.value("ssl.certificate.location");
  const bool has_one = !certificate.empty() || !config.value("ssl.certificate.pem").empty() ||
                       !config.value("ssl.keystore.location").empty();
  if (has_one) {
    return Diagnosis{"it rejects this client's certificate" +
                         (certificate.empty() ? std::string() : ", ssl.certificate.location=" + certificate) + " (" +
                         after(text, "SSL routines::") + ")",
                     "use a certificate that is valid and signed by a CA that the broker trusts"};
  }
  return Diagnosis{"it asks for a client certificate, and none is set",
                   "set ssl.certificate.location and ssl.key.location (KAFKA_SSL_CERTIFICATE_LOCATION, "
                   "KAFKA_SSL_KEY_LOCATION)"};
}

/// The broker offers nothing that is new enough, or says that it will not have what is.
std::optional<Diagnosis> of_version(const std::string& text) {
  constexpr std::array<std::string_view, 3> marks = {"unsupported protocol", "alert protocol version",
                                                     "no protocols available"};
  if (std::none_of(marks.begin(), marks.end(), [&](std::string_view mark) { return holds(text, mark); })) {
    return std::nullopt;
  }
  return Diagnosis{"it offers no TLS 1.2 or later, and older versions are refused",
                   "enable TLS 1.2 or 1.3 on the broker (ssl.enabled.protocols)"};
}

/// A handshake that failed; librdkafka does not always call it one.
std::optional<Diagnosis> of_tls(const std::string& text, const std::string& state, Protocol protocol) {
  constexpr std::array<std::string_view, 5> marks = {"unexpected eof", "PLAINTEXT broker listener",
                                                     "wrong version number", "packet length too long",
                                                     "record layer failure"};
  const bool is_later = holds(text, "Receive failed") || holds(text, "Send failed");
  // A listener that is quick to close the connection is told by no more than that.
  const bool is_closed =
      protocol.tls && (state == "SSL_HANDSHAKE" || std::string_view(text).ends_with("/bootstrap: Disconnected"));
  const bool is_no_tls =
      !is_later &&
      (is_closed || std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return holds(text, mark); }));
  if (!is_no_tls) return std::nullopt;
  const Protocol plain{false, protocol.login};
  return Diagnosis{"it did not answer the TLS handshake, so it may be a listener without TLS",
                   set_protocol(plain) + " if so, or use the port of its TLS listener"};
}

std::string login_advice(const Config& config) {
  std::string check = "check sasl.username and sasl.password (KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD)";
  const bool is_scram = config.value("sasl.mechanism").rfind("SCRAM", 0) == 0;
  if (!is_scram || rd_kafka_version() >= librdkafka_with_working_scram) return check;
  return check + "; if they are right, the broker may be Kafka 4, which rejects SCRAM from librdkafka before 2.6.1, " +
         "and this is " + rd_kafka_version_str();
}

std::optional<Diagnosis> of_login(const std::string& text, const Config& config) {
  // A connection that was lost while it logged in; no one refused it.
  if (holds(text, "Request failed: Local:")) return std::nullopt;
  const std::string mechanism = config.value("sasl.mechanism");
  const Protocol protocol = Protocol::of(config);
  const std::string offered = after(text, "supported mechanisms:");
  if (holds(text, "Request not valid in current SASL state")) {
    return Diagnosis{"it does not support login (SASL)", set_protocol({protocol.tls, false})};
  }
  if (holds(text, "Unsupported SASL mechanism")) {
    return Diagnosis{"it does not offer the SASL mechanism " + mechanism + (offered == text ? "" : ", but" + offered),
                     "set sasl.mechanism (KAFKA_SASL_MECHANISM) to one that it offers"};
  }
  const std::string refusal = after(text, "SASL authentication error: ");
  if (mechanism == "OAUTHBEARER") {
    return Diagnosis{"it rejects the OAuth token: " + refusal,
                     "check that the broker accepts the token's issuer, audience and scope (sasl.oauthbearer.scope)"};
  }
  return Diagnosis{
      "it rejects the login of user \"" + config.value("sasl.username") + "\" with " + mechanism + ": " + refusal,
      login_advice(config)};
}

/// A token that its endpoint did not give: no broker was asked.
std::optional<Diagnosis> of_token(const std::string& text) {
  constexpr std::string_view mark = "Failed to acquire SASL OAUTHBEARER token: ";
  if (!holds(text, mark)) return std::nullopt;
  return Diagnosis{"no OAuth token could be had: " + after(text, mark),
                   "check sasl.oauthbearer.token.endpoint.url, sasl.oauthbearer.client.id and "
                   "sasl.oauthbearer.client.secret",
                   weight_of_login};
}

constexpr std::string_view wrong_size = "Invalid response size ";

/// An answer of another protocol: librdkafka reads its first four bytes as the size of a response, and says it.
std::optional<Diagnosis> of_foreign_answer(const std::string& text, Protocol protocol) {
  if (!has_foreign_answer(text)) return std::nullopt;
  constexpr std::int64_t http = 0x48545450;    // the letters
  constexpr std::int64_t tls_alert = 0x15'03;  // and its version, in the first two bytes
  constexpr std::int64_t tls_handshake = 0x16'03;
  const std::int64_t first_bytes = std::strtoll(after(text, wrong_size).c_str(), nullptr, 10);
  const std::int64_t first_two = first_bytes >> 16;
  if (!protocol.tls && (first_two == tls_alert || first_two == tls_handshake)) {
    return Diagnosis{"it is a TLS listener", set_protocol({true, protocol.login})};
  }
  return Diagnosis{first_bytes == http ? "it is not a Kafka listener: it answers with HTTP"
                                       : "it is not a Kafka listener: its answer is not in Kafka's protocol",
                   "check the host and the port in bootstrap.servers"};
}

/// A connection that the broker closed, or on which it said nothing.
std::optional<Diagnosis> of_silence(const std::string& text, const std::string& state, const Config& config) {
  const Protocol protocol = Protocol::of(config);
  if (state == "UP" && !protocol.login) {
    return Diagnosis{"it closed the connection, so it may require login (SASL)",
                     set_protocol({protocol.tls, true}) + ", and set sasl.mechanism, sasl.username and sasl.password"};
  }
  if (holds(text, "ApiVersionRequest failed: Local: Timed out")) {
    return Diagnosis{
        "it accepted the connection, but did not answer within " + config.value("api.version.request.timeout.ms") +
            " ms (api.version.request.timeout.ms)",
        "check that it is a Kafka listener, and that it speaks " + protocol.name() + " (security.protocol)"};
  }
  if (state == "APIVERSION_QUERY" && !protocol.tls) {
    return Diagnosis{"it closed the connection at the first request, so it may be a TLS listener",
                     set_protocol({true, protocol.login}) + " if so"};
  }
  return std::nullopt;
}

Diagnosis unknown(const ConnectionFailure& failure) {
  switch (failure.code) {
    case RD_KAFKA_RESP_ERR__RESOLVE:
      return {failure.text, "check the host names in bootstrap.servers"};
    case RD_KAFKA_RESP_ERR__SSL:
      return {failure.text, "check ssl.ca.location, the name in the broker's certificate, and security.protocol"};
    default:
      return {failure.text, "check bootstrap.servers, and that a broker listens there"};
  }
}

std::optional<Diagnosis> known(const ConnectionFailure& failure, const std::string& state, const std::string& address,
                               const Config& config) {
  switch (failure.code) {
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
    case RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM:
    case RD_KAFKA_RESP_ERR_ILLEGAL_SASL_STATE:
      return of_login(failure.text, config);
    default:
      break;
  }
  if (failure.certificate) return of_certificate(*failure.certificate, address, config);
  if (auto version = of_version(failure.text)) return version;
  if (auto alert = of_alert(failure.text, config)) return alert;
  // A connection that is closed as the broker goes down is no riddle.
  if (failure.answered == Answered::before) return std::nullopt;
  if (auto foreign = of_foreign_answer(failure.text, Protocol::of(config))) return foreign;
  if (auto tls = of_tls(failure.text, state, Protocol::of(config))) return tls;
  return of_silence(failure.text, state, config);
}

int weight_of(const ConnectionFailure& failure, bool is_known) {
  switch (failure.code) {
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
      return is_known ? weight_of_login : weight_of_connection;
    case RD_KAFKA_RESP_ERR__SSL:
      return weight_of_tls;
    default:
      return is_known ? weight_of_tls : weight_of_connection;
  }
}

/// Of a file that librdkafka could not use: "ssl.key.location failed: …".
std::optional<Error> file_error(const std::string& reason, const Config& config) {
  for (const std::string property : {"ssl.ca.location", "ssl.certificate.location", "ssl.key.location"}) {
    if (!holds(reason, property + " failed")) continue;
    const std::string path = config.value(property);
    if (::access(path.c_str(), R_OK) != 0) {
      return Error{ErrorCode::usage, "reading " + property, path, std::strerror(errno), {}};
    }
    if (property != "ssl.key.location") {
      return Error{ErrorCode::usage, "reading " + property, path, "it contains no readable certificate",
                   "it must be PEM"};
    }
    const bool has_password = !config.value("ssl.key.password").empty();
    return Error{ErrorCode::unreachable, "reading " + property, path,
                 has_password ? "ssl.key.password does not decrypt the key"
                              : "it contains no key that can be read without a password",
                 "set ssl.key.password (KAFKA_SSL_KEY_PASSWORD) to the password of the key"};
  }
  return std::nullopt;
}

}  // namespace

bool has_foreign_answer(const std::string& reason) {
  return holds(reason, wrong_size);
}

std::string address_in(const std::string& text) {
  const auto scheme = text.find("://");
  const auto first = scheme == std::string::npos ? 0 : scheme + 3;
  const auto slash = text.find('/', first);
  const std::string address = slash == std::string::npos ? std::string() : text.substr(first, slash - first);
  const bool is_address = holds(address, ":") && !holds(address, " ");
  return is_address ? address : std::string();
}

Diagnosis diagnose(const ConnectionFailure& failure, const Config& config) {
  ConnectionFailure plain = failure;
  plain.text = without_state(failure.text);
  if (failure.answered == Answered::before) plain.text = without_guess(plain.text);
  if (auto token = of_token(plain.text)) return *token;
  const std::string address = address_in(plain.text);
  auto diagnosis = known(plain, state_when_closed(failure.text), address, config);
  const int weight = weight_of(plain, diagnosis.has_value());
  if (diagnosis) {
    diagnosis->reason = (address.empty() ? "the broker" : "broker " + address) + ": " + diagnosis->reason;
  } else {
    diagnosis = unknown(plain);
  }
  diagnosis->weight = weight;
  return *diagnosis;
}

Error creation_error(const std::string& reason, const Config& config) {
  const std::string servers = config.bootstrap_servers();
  if (auto error = file_error(reason, config)) return *error;
  const Protocol protocol = Protocol::of(config);
  if (protocol.login && !config.is_set_by_user("sasl.mechanism")) {
    return {ErrorCode::unreachable, "connecting to", servers,
            "security.protocol is " + protocol.name() + ", and sasl.mechanism is not set",
            "set sasl.mechanism (KAFKA_SASL_MECHANISM) to one that the broker offers, such as PLAIN or SCRAM-SHA-512"};
  }
  if (holds(reason, "Unsupported SASL mechanism") || holds(reason, "No provider for SASL mechanism")) {
    return {ErrorCode::unreachable, "connecting to", servers,
            "librdkafka " + std::string(rd_kafka_version_str()) + " does not support the SASL mechanism " +
                config.value("sasl.mechanism"),
            "set sasl.mechanism (KAFKA_SASL_MECHANISM) to one that the broker offers, such as PLAIN or SCRAM-SHA-512"};
  }
  return {ErrorCode::usage, "creating a Kafka client", servers, reason, "check the properties that it names"};
}

}  // namespace thoth::kafka
