// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/kafka_code.hpp"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

using thoth::Cause;
using thoth::ErrorCode;
using namespace thoth::kafka;

TEST_CASE("each code of Kafka's says what a program can do about it") {
  const std::vector<std::pair<rd_kafka_resp_err_t, Cause>> causes = {
      {RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, Cause::retriable},
      {RD_KAFKA_RESP_ERR_NOT_COORDINATOR, Cause::retriable},
      {RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS, Cause::retriable},
      {RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, Cause::rebalanced},
      {RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, Cause::rebalanced},
      {RD_KAFKA_RESP_ERR__ASSIGNMENT_LOST, Cause::rebalanced},
      {RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID, Cause::evicted},
      {RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED, Cause::evicted},
      {RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID, Cause::fenced},
      {RD_KAFKA_RESP_ERR_PRODUCER_FENCED, Cause::fenced},
      {RD_KAFKA_RESP_ERR__FATAL, Cause::fatal},
      {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, Cause::other},
      {RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, Cause::other},
  };
  for (const auto& [listed, cause] : causes) {
    const rd_kafka_resp_err_t code = listed;
    CAPTURE(words_of(code));
    CHECK(cause_of(code) == cause);
  }
}

TEST_CASE("a code of Kafka's makes an error of its words, unless it is given better ones") {
  const auto plain = kafka_error(RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, "committing", "t");
  CHECK(plain.text() == "committing t: Broker: Specified group generation id is not valid");
  CHECK(plain.code == ErrorCode::unreachable);
  CHECK(plain.cause == Cause::rebalanced);
  CHECK(plain.kafka_code == 22);
  const auto worded = kafka_error(RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, "reading", "t [0]", "it is gone", "seek");
  CHECK(worded.text() == "reading t [0]: it is gone (seek)");
  CHECK(worded.code == ErrorCode::usage);
  CHECK(worded.cause == Cause::other);
}
