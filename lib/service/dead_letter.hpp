// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "thoth/kafka/record.hpp"
#include "thoth/outbox.hpp"

namespace thoth::service {

/// Why a record is not handled.
struct Failure {
  std::string reason;   ///< a sentence; shows no secret
  std::string code;     ///< of the first violation, such as "missing"; empty: it keeps its contract
  std::string pointer;  ///< where that is; empty as above, or the whole of the contents
};

/// Where and for whom a record failed.
struct DeadLetterFrame {
  std::string_view suffix;  ///< of the topic's name
  std::string_view group;
  int attempts = 0;
};

/// The record as a dead letter: key, value and headers as they are, then what Spring for Apache Kafka adds
/// (kafka_dlt-*, numbers big endian) and thoth-reason, thoth-code, thoth-pointer and thoth-attempts. Of a record that
/// is a dead letter already, the kafka_dlt-original-* headers stay those of its first failure, as Spring has it.
[[nodiscard]] Outgoing dead_letter(const kafka::Record& record, const Failure& failure, const DeadLetterFrame& frame);

}  // namespace thoth::service
