// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "kafka/client.hpp"

namespace thoth::kafka {

/// One request to the cluster that changes or describes topics: options and the queue its answer comes to.
class AdminRequest {
 public:
  AdminRequest(Client& client, rd_kafka_admin_op_t operation, const Wait& wait);

  [[nodiscard]] const rd_kafka_AdminOptions_t* options() const { return options_.get(); }
  [[nodiscard]] rd_kafka_queue_t* queue() const { return queue_.get(); }

  /// Waits for the answer. Errors: unreachable, interrupted; what the answer itself says is left to the caller.
  Result<EventHandle> answer(const std::string& doing);

 private:
  Client& client_;
  Wait wait_;
  QueueHandle queue_;
  AdminOptionsHandle options_;
};

}  // namespace thoth::kafka
