// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "thoth/kafka/consumer.hpp"
#include "thoth/kafka/producer.hpp"

#pragma GCC visibility push(default)

namespace thoth::kafka {

/// librdkafka's client within a Producer or Consumer, for what this library does not offer. Its type is rd_kafka_t,
/// which <librdkafka/rdkafka.h> declares. Valid as long as its owner, which goes on polling and at last destroys it.
///
/// No promises: what is done with the client may contradict what its owner knows, and what is kept in it may change
/// with any version of this library.
///
///   char* member = rd_kafka_memberid(native_handle(consumer));
[[nodiscard]] rd_kafka_s* native_handle(const Producer& producer);
[[nodiscard]] rd_kafka_s* native_handle(const Consumer& consumer);

}  // namespace thoth::kafka

#pragma GCC visibility pop
