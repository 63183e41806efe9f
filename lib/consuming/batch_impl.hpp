// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "kafka/client.hpp"
#include "thoth/kafka/record.hpp"

namespace thoth::kafka {

/// librdkafka's messages and the records that view them.
struct Batch::Impl {
  ~Impl() { clear(); }

  /// Takes a message over: a record, or the end of a partition.
  void take(rd_kafka_message_t* message);
  void clear();

  std::shared_ptr<Client> client;  ///< messages must go before their client
  std::vector<rd_kafka_message_t*> messages;
  std::vector<Record> records;
  std::vector<Position> ends;
  std::vector<Headers> headers;  ///< one for each record that has any; the spans of records view their elements
  std::size_t headers_used = 0;
};

}  // namespace thoth::kafka
