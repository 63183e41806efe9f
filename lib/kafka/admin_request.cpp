// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafka/admin_request.hpp"

#include <algorithm>
#include <array>

namespace thoth::kafka {
namespace {

/// librdkafka takes no more than an hour, and no less than a moment.
int bounded(milliseconds duration) {
  return static_cast<int>(std::clamp<milliseconds>(duration, milliseconds{1}, std::chrono::hours{1}).count());
}

}  // namespace

AdminRequest::AdminRequest(Client& client, rd_kafka_admin_op_t operation, const Wait& wait)
    : client_(client),
      wait_(wait),
      queue_(rd_kafka_queue_new(client.get())),
      options_(rd_kafka_AdminOptions_new(client.get(), operation)) {
  std::array<char, 256> reason{};
  const int timeout = bounded(wait.left());
  rd_kafka_AdminOptions_set_request_timeout(options_.get(), timeout, reason.data(), reason.size());
  const bool changes = operation == RD_KAFKA_ADMIN_OP_CREATETOPICS || operation == RD_KAFKA_ADMIN_OP_DELETETOPICS;
  if (changes) rd_kafka_AdminOptions_set_operation_timeout(options_.get(), timeout, reason.data(), reason.size());
}

Result<EventHandle> AdminRequest::answer(const std::string& doing) {
  while (!wait_.over()) {
    EventHandle event(rd_kafka_queue_poll(queue_.get(), static_cast<int>(wait_.next().count())));
    client_.serve(milliseconds{0});
    if (!event) continue;
    if (rd_kafka_event_error(event.get()) == RD_KAFKA_RESP_ERR__TIMED_OUT) break;
    return event;
  }
  return tl::unexpected<Error>(client_.wait_error(doing, wait_));
}

}  // namespace thoth::kafka
