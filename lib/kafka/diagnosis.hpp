// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <librdkafka/rdkafka.h>

#include <optional>
#include <string>

#include "thoth/error.hpp"
#include "thoth/kafka/config.hpp"

namespace thoth::kafka {

/// What is wrong with a certificate of the broker's, or of one above it, as OpenSSL numbers it (X509_V_ERR_…).
struct CertificateFault {
  int number = 0;
  int depth = 0;  ///< 0: the broker's own
};

/// Whether the same client got an answer of the cluster before: then it speaks the right protocol.
enum class Answered : bool { never, before };

/// A connection that failed, as librdkafka tells it.
struct ConnectionFailure {
  rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR__TRANSPORT;
  std::string text;
  std::optional<CertificateFault> certificate;
  Answered answered = Answered::never;
};

/// Whether librdkafka's reason is that the first bytes of an answer are not the size of one.
[[nodiscard]] bool has_foreign_answer(const std::string& reason);

/// The same in words for people, with what to do about it.
struct Diagnosis {
  std::string reason;  ///< names the broker
  std::string advice;
  int weight = 0;  ///< how much it says: a refused login says more than the closed connection that comes of it
  rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
};

/// What is wrong with a connection, by librdkafka's words and by how the client is set up. Words that are not known
/// are passed on, without the state of the connection that librdkafka adds.
Diagnosis diagnose(const ConnectionFailure& failure, const Config& config);

/// "HOST:PORT" of the broker that librdkafka's words begin with; empty if they name none.
std::string address_in(const std::string& text);

/// Why librdkafka makes no client of these properties. Errors: unreachable where no login could succeed (a mechanism
/// that is not set or not known, a key that does not open), else usage.
Error creation_error(const std::string& reason, const Config& config);

}  // namespace thoth::kafka
