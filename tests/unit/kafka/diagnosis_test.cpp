// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/diagnosis.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/text.hpp"

using thoth::Error;
using thoth::ErrorCode;
using thoth::kafka::address_in;
using thoth::kafka::CertificateFault;
using thoth::kafka::Config;
using thoth::kafka::ConfigSources;
using thoth::kafka::creation_error;
using thoth::kafka::diagnose;
using thoth::kafka::Diagnosis;
using thoth::test::holds;

namespace {

Config config(std::vector<std::string> properties) {
  ConfigSources sources;
  sources.properties = std::move(properties);
  auto resolved = Config::resolve(sources);
  if (!resolved) FAIL(resolved.error().text());
  return *resolved;
}

Diagnosis of_certificate(int number, int depth = 0, const std::string& ca = "/ca.pem") {
  std::vector<std::string> properties{"security.protocol=ssl"};
  if (!ca.empty()) properties.push_back("ssl.ca.location=" + ca);
  return diagnose(
      {RD_KAFKA_RESP_ERR__SSL,
       "ssl://b1:9093/bootstrap: SSL handshake failed: error:0A000086:SSL routines::certificate verify failed",
       CertificateFault{number, depth}},
      config(properties));
}

Diagnosis of_text(rd_kafka_resp_err_t code, const std::string& text, std::vector<std::string> properties) {
  return diagnose({code, text, {}}, config(std::move(properties)));
}

const std::vector<std::string> plain_login{"security.protocol=sasl_plaintext", "sasl.mechanism=PLAIN",
                                           "sasl.username=alice", "sasl.password=wonder"};
const std::vector<std::string> oauth_login{"security.protocol=sasl_plaintext", "sasl.mechanism=OAUTHBEARER"};

}  // namespace

TEST_CASE("what is wrong with a certificate is said, and what to do") {
  CHECK(of_certificate(10).reason == "broker b1:9093: its certificate has expired");
  CHECK(of_certificate(10, 1).reason == "broker b1:9093: a CA certificate in its chain has expired");
  CHECK(of_certificate(9).reason == "broker b1:9093: its certificate is not valid yet");
  CHECK(holds(of_certificate(9).advice, "clock"));
  for (const int number : {62, 64}) {
    CHECK(of_certificate(number).reason == "broker b1:9093: its certificate is not for the host name b1");
    CHECK(holds(of_certificate(number).advice, "advertised.listeners"));
  }
  for (const int number : {2, 7, 18, 19, 20, 21}) {
    CHECK(of_certificate(number).reason ==
          "broker b1:9093: its certificate is not signed by a CA in ssl.ca.location=/ca.pem");
    CHECK(of_certificate(number, 0, "").reason ==
          "broker b1:9093: its certificate is not signed by a CA that this machine trusts");
    CHECK(holds(of_certificate(number).advice, "KAFKA_SSL_CA_LOCATION"));
  }
  CHECK(of_certificate(23).reason == "broker b1:9093: its certificate is rejected with OpenSSL error 23");
}

TEST_CASE("a refused login names the user, the mechanism and the broker's reason") {
  const auto diagnosis =
      of_text(RD_KAFKA_RESP_ERR__AUTHENTICATION,
              "sasl_plaintext://b1:9092/bootstrap: SASL authentication error: Authentication failed: "
              "Invalid username or password (after 300ms in state AUTH_REQ)",
              plain_login);
  CHECK(diagnosis.reason ==
        "broker b1:9092: it rejects the login of user \"alice\" with PLAIN: Authentication failed: Invalid username or "
        "password");
  CHECK(diagnosis.advice == "check sasl.username and sasl.password (KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD)");
}

TEST_CASE("an OAuth token that cannot be had is not the broker's refusal") {
  const auto diagnosis = of_text(RD_KAFKA_RESP_ERR__AUTHENTICATION,
                                 "Failed to acquire SASL OAUTHBEARER token: Failed to connect to 127.0.0.1:1 after 0 "
                                 "ms: Could not connect to server",
                                 oauth_login);
  CHECK(diagnosis.reason ==
        "no OAuth token could be had: Failed to connect to 127.0.0.1:1 after 0 ms: Could not connect to server");
  CHECK(holds(diagnosis.advice, "sasl.oauthbearer.token.endpoint.url"));
}

TEST_CASE("a refused OAuth token is told as one, not as the login of a user") {
  const auto diagnosis =
      of_text(RD_KAFKA_RESP_ERR__AUTHENTICATION,
              "sasl_plaintext://b1:9092/bootstrap: SASL authentication error: {\"status\":\"invalid_token\"} (after "
              "3ms in state AUTH_REQ)",
              oauth_login);
  CHECK(diagnosis.reason == "broker b1:9092: it rejects the OAuth token: {\"status\":\"invalid_token\"}");
  CHECK(holds(diagnosis.advice, "issuer"));
}

TEST_CASE("a refusal that names no broker is told without one") {
  CHECK(of_text(RD_KAFKA_RESP_ERR__AUTHENTICATION, "SASL authentication error: Authentication failed", plain_login)
            .reason == "the broker: it rejects the login of user \"alice\" with PLAIN: Authentication failed");
}

TEST_CASE("a SCRAM login that an old librdkafka cannot make is told as such") {
  const auto diagnosis = of_text(
      RD_KAFKA_RESP_ERR__AUTHENTICATION, "sasl_ssl://b1:9092/bootstrap: SASL authentication error: invalid credentials",
      {"security.protocol=sasl_ssl", "sasl.mechanism=SCRAM-SHA-512", "sasl.username=a", "sasl.password=b"});
  CHECK(holds(diagnosis.advice, "Kafka 4") == (rd_kafka_version() < 0x020601ff));
}

TEST_CASE("a login that a lost connection cut short was not refused") {
  const auto diagnosis =
      of_text(RD_KAFKA_RESP_ERR__AUTHENTICATION,
              "sasl_plaintext://b1:9092/1: SASL authentication error: SaslAuthenticateRequest failed: "
              "Local: Broker handle destroyed (after 0ms in state DOWN)",
              plain_login);
  CHECK_FALSE(holds(diagnosis.reason, "rejects"));
  CHECK(holds(diagnosis.reason, "Local: Broker handle destroyed"));
  CHECK(diagnosis.weight == of_text(RD_KAFKA_RESP_ERR__TRANSPORT, "b1:9092/1: words", {}).weight);
}

TEST_CASE("a mechanism that the broker lacks is told with those it has") {
  const auto diagnosis = of_text(RD_KAFKA_RESP_ERR__AUTHENTICATION,
                                 "sasl_plaintext://b1:9092/bootstrap: SASL PLAIN mechanism handshake failed: Broker: "
                                 "Unsupported SASL mechanism: broker's supported mechanisms: SCRAM-SHA-256",
                                 plain_login);
  CHECK(diagnosis.reason == "broker b1:9092: it does not offer the SASL mechanism PLAIN, but SCRAM-SHA-256");
  CHECK(holds(diagnosis.advice, "KAFKA_SASL_MECHANISM"));
}

TEST_CASE("a listener without a new version of TLS is told as that") {
  for (const std::string words : {"unsupported protocol", "tlsv1 alert protocol version", "no protocols available"}) {
    const Diagnosis diagnosis = of_text(
        RD_KAFKA_RESP_ERR__SSL, "ssl://b1:9093/bootstrap: SSL handshake failed: error:0A000102:SSL routines::" + words,
        {"security.protocol=ssl"});
    CHECK(diagnosis.reason == "broker b1:9093: it offers no TLS 1.2 or later, and older versions are refused");
    CHECK(holds(diagnosis.advice, "ssl.enabled.protocols"));
  }
}

TEST_CASE("a protocol that is not the listener's is told with the one that may be") {
  const auto advice = [](rd_kafka_resp_err_t code, const std::string& text, std::vector<std::string> properties) {
    return of_text(code, text, std::move(properties)).advice;
  };
  CHECK(
      advice(RD_KAFKA_RESP_ERR__AUTHENTICATION,
             "sasl_plaintext://b1:9092/bootstrap: SASL PLAIN mechanism handshake failed: Broker: Request not valid in "
             "current SASL state: broker's supported mechanisms: ",
             plain_login) == "set security.protocol (KAFKA_SECURITY_PROTOCOL) to plaintext");
  const std::string closed =
      "b1:9092/bootstrap: Disconnected while requesting ApiVersion: might be caused by incorrect security.protocol "
      "configuration (connecting to a SSL listener?)";
  CHECK(holds(advice(RD_KAFKA_RESP_ERR__TRANSPORT, closed, {}), "to ssl if"));
  CHECK(holds(advice(RD_KAFKA_RESP_ERR__TRANSPORT, closed, plain_login), "to sasl_ssl if"));
  const std::string wants_login =
      "b1:9092/bootstrap: Disconnected: verify that security.protocol is correctly configured, broker might require "
      "SASL "
      "authentication";
  CHECK(holds(advice(RD_KAFKA_RESP_ERR__TRANSPORT, wants_login, {}), "to sasl_plaintext, and set sasl.mechanism"));
  CHECK(holds(advice(RD_KAFKA_RESP_ERR__TRANSPORT, wants_login, {"security.protocol=ssl"}), "to sasl_ssl, and"));
  for (const std::string words :
       {"SSL handshake failed: error:0A000126:SSL routines::unexpected eof while reading",
        "error:0A000126:SSL routines::unexpected eof while reading", "SSL handshake failed: wrong version number",
        "SSL handshake failed: Disconnected: connecting to a PLAINTEXT broker listener?"}) {
    CAPTURE(words);
    const std::string text = "ssl://b1:9092/bootstrap: " + words;
    CHECK(holds(advice(RD_KAFKA_RESP_ERR__SSL, text, {"security.protocol=ssl"}), "to plaintext if"));
    CHECK(holds(advice(RD_KAFKA_RESP_ERR__TRANSPORT, text, {"security.protocol=SASL_SSL"}), "to sasl_plaintext if"));
  }
}

TEST_CASE("the state in which a connection was closed tells as much as librdkafka's guess at the reason") {
  // As librdkafka 2.16 words it.
  const auto advice = [](const std::string& scheme, const std::string& state, std::vector<std::string> properties) {
    const std::string text =
        scheme + "b1:9092/bootstrap: Disconnected: connection closed by peer: receive 0 after POLLIN";
    return of_text(RD_KAFKA_RESP_ERR__TRANSPORT, text + " (after 1ms in state " + state + ")", std::move(properties))
        .advice;
  };
  CHECK(holds(advice("", "APIVERSION_QUERY", {}), "to ssl if"));
  CHECK(holds(advice("sasl_plaintext://", "APIVERSION_QUERY", plain_login), "to sasl_ssl if"));
  CHECK(holds(advice("", "UP", {}), "to sasl_plaintext, and set sasl.mechanism"));
  CHECK(holds(advice("ssl://", "UP", {"security.protocol=ssl"}), "to sasl_ssl, and"));
  CHECK(holds(advice("ssl://", "SSL_HANDSHAKE, 1 identical error(s) suppressed", {"security.protocol=ssl"}),
              "to plaintext if"));
  CHECK(advice("sasl_plaintext://", "UP", plain_login) == "check bootstrap.servers, and that a broker listens there");
}

TEST_CASE("a first connection that is closed at once answered no TLS handshake") {
  const std::string text = "ssl://b1:9092/bootstrap: Disconnected";
  CHECK(holds(of_text(RD_KAFKA_RESP_ERR__TRANSPORT, text, {"security.protocol=ssl"}).advice, "to plaintext if"));
  CHECK_FALSE(holds(of_text(RD_KAFKA_RESP_ERR__TRANSPORT, text, {}).reason, "TLS"));
  CHECK_FALSE(holds(
      of_text(RD_KAFKA_RESP_ERR__TRANSPORT, "ssl://b1:9092/1: Disconnected", {"security.protocol=ssl"}).reason, "TLS"));
}

TEST_CASE("a connection that breaks later is no protocol that is wrong") {
  const auto diagnosis = of_text(RD_KAFKA_RESP_ERR__TRANSPORT,
                                 "ssl://b1:9092/1: Receive failed: error:0A000126:SSL routines::unexpected eof",
                                 {"security.protocol=ssl"});
  CHECK(holds(diagnosis.reason, "Receive failed"));
  CHECK_FALSE(holds(diagnosis.advice, "plaintext"));
}

TEST_CASE("the broker's word on the client's certificate tells none from a wrong one") {
  const std::string text =
      "ssl://b1:9092/bootstrap: Receive failed: error:0A000412:SSL routines::sslv3 alert bad certificate: SSL alert "
      "number 42";
  CHECK(of_text(RD_KAFKA_RESP_ERR__TRANSPORT, text, {"security.protocol=ssl"}).reason ==
        "broker b1:9092: it asks for a client certificate, and none is set");
  CHECK(of_text(RD_KAFKA_RESP_ERR__TRANSPORT, text, {"security.protocol=ssl", "ssl.certificate.location=/me.pem"})
            .reason ==
        "broker b1:9092: it rejects this client's certificate, ssl.certificate.location=/me.pem (sslv3 "
        "alert bad certificate: SSL alert number 42)");
}

TEST_CASE("silence is told as such") {
  const auto diagnosis =
      of_text(RD_KAFKA_RESP_ERR__TRANSPORT,
              "b1:9092/bootstrap: ApiVersionRequest failed: Local: Timed out: probably due to broker "
              "version < 0.10",
              {});
  CHECK(holds(diagnosis.reason, "b1:9092: it accepted the connection, but did not answer within 10000 ms"));
}

TEST_CASE("words that are not known are passed on") {
  const auto diagnosis =
      of_text(RD_KAFKA_RESP_ERR__TRANSPORT,
              "b1:9092/bootstrap: Connect to ipv4#127.0.0.1:1 failed: Connection refused (after 0ms in "
              "state CONNECT)",
              {});
  CHECK(diagnosis.reason == "b1:9092/bootstrap: Connect to ipv4#127.0.0.1:1 failed: Connection refused");
  CHECK(holds(diagnosis.advice, "bootstrap.servers"));
}

TEST_CASE("a refused login weighs more than a failed handshake, and that more than a lost connection") {
  const auto weight = [](rd_kafka_resp_err_t code) { return of_text(code, "b1:9092/1: words", {}).weight; };
  const std::string refusal = "sasl_plaintext://b1:9092/1: SASL authentication error: Authentication failed";
  CHECK(of_text(RD_KAFKA_RESP_ERR__AUTHENTICATION, refusal, plain_login).weight > weight(RD_KAFKA_RESP_ERR__SSL));
  CHECK(weight(RD_KAFKA_RESP_ERR__SSL) > weight(RD_KAFKA_RESP_ERR__TRANSPORT));
  CHECK(weight(RD_KAFKA_RESP_ERR__TRANSPORT) > 0);
}

TEST_CASE("the address is taken out of librdkafka's words") {
  CHECK(address_in("sasl_ssl://127.0.0.1:9092/bootstrap: words") == "127.0.0.1:9092");
  CHECK(address_in("b1:9092/1: words") == "b1:9092");
  CHECK(address_in("ssl://[::1]:9092/2: words") == "[::1]:9092");
  CHECK(address_in("no address: and/or words").empty());
  CHECK(address_in("words").empty());
}

TEST_CASE("why no client can be made is told by what the user set") {
  const Error missing = creation_error("Invalid sasl.kerberos.kinit.cmd value", config({"security.protocol=sasl_ssl"}));
  CHECK(missing.code == ErrorCode::unreachable);
  CHECK(missing.reason == "security.protocol is sasl_ssl, and sasl.mechanism is not set");
  const Error unknown =
      creation_error("Unsupported SASL mechanism: FOO", config({"security.protocol=sasl_ssl", "sasl.mechanism=FOO"}));
  CHECK(unknown.code == ErrorCode::unreachable);
  CHECK(holds(unknown.reason, "does not support the SASL mechanism FOO"));
  const Error absent = creation_error("ssl.ca.location failed: error:05880002:x509 certificate routines::system lib",
                                      config({"ssl.ca.location=/no/such/ca.pem"}));
  CHECK(absent.code == ErrorCode::usage);
  CHECK(absent.text() == "reading ssl.ca.location /no/such/ca.pem: No such file or directory");
  const std::string key = "ssl.key.location failed: error:0A080009:SSL routines::PEM lib";
  const Error no_password = creation_error(key, config({"ssl.key.location=/dev/null"}));
  CHECK(no_password.code == ErrorCode::unreachable);
  CHECK(holds(no_password.reason, "without a password"));
  const Error wrong = creation_error(key, config({"ssl.key.location=/dev/null", "ssl.key.password=sesame"}));
  CHECK(holds(wrong.reason, "ssl.key.password does not decrypt the key"));
  CHECK_FALSE(holds(wrong.text(), "sesame"));
  const Error other = creation_error("`acks` must be set", config({}));
  CHECK(other.code == ErrorCode::usage);
  CHECK(other.reason == "`acks` must be set");
}

TEST_CASE("a connection that a broker closes after it had answered is no matter of the protocol") {
  thoth::kafka::ConnectionFailure failure{
      RD_KAFKA_RESP_ERR__TRANSPORT,
      "b1:9092/bootstrap: Disconnected while requesting ApiVersion: might be caused by incorrect security.protocol "
      "configuration (connecting to a SSL listener?) (after 3ms in state APIVERSION_QUERY)",
      {}};
  CHECK(holds(diagnose(failure, config({})).reason, "so it may be a TLS listener"));
  failure.answered = thoth::kafka::Answered::before;
  CHECK(diagnose(failure, config({})).reason == "b1:9092/bootstrap: Disconnected while requesting ApiVersion");
  failure.text =
      "b1:9092/1: Disconnected: verify that security.protocol is correctly configured, broker might require SASL "
      "authentication (after 3ms in state UP)";
  CHECK(diagnose(failure, config({})).reason == "b1:9092/1: Disconnected");
}

TEST_CASE("an answer that is not Kafka's is called that") {
  const auto of_size = [](const std::string& size, std::vector<std::string> properties) {
    return of_text(RD_KAFKA_RESP_ERR__BAD_MSG,
                   "b1:80/bootstrap: Receive failed: Invalid response size " + size +
                       " (0..100000000): increase receive.message.max.bytes (after 7ms in state APIVERSION_QUERY)",
                   std::move(properties));
  };
  CHECK(of_size("1213486160", {}).reason == "broker b1:80: it is not a Kafka listener: it answers with HTTP");
  CHECK(of_size("1213486160", {}).advice == "check the host and the port in bootstrap.servers");
  const std::string foreign = "broker b1:80: it is not a Kafka listener: its answer is not in Kafka's protocol";
  for (const std::string size : {"-172923614", "0", "1397966893"}) CHECK(of_size(size, {}).reason == foreign);
  CHECK(of_size("352518912", {}).reason == "broker b1:80: it is a TLS listener");
  CHECK(holds(of_size("352518912", {}).advice, "to ssl"));
  CHECK(of_size("352518912", {"security.protocol=ssl"}).reason == foreign);
}
