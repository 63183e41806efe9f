// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <librdkafka/rdkafka.h>

#include <string>

#include "thoth/error.hpp"

/// What librdkafka's error codes, and so the brokers', mean to callers of this library.
namespace thoth::kafka {

/// Which of this library's errors it is.
ErrorCode code_of(rd_kafka_resp_err_t code);
/// What a program can do about it.
Cause cause_of(rd_kafka_resp_err_t code);
/// librdkafka's words for it.
std::string words_of(rd_kafka_resp_err_t code);
/// All of it. An empty `reason` stands for librdkafka's words.
Error kafka_error(rd_kafka_resp_err_t code, std::string doing, std::string subject, std::string reason = {},
                  std::string advice = {});

}  // namespace thoth::kafka
