// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "kafka/bounded_end.hpp"
#include "kafka/client.hpp"
#include "kafka/handles.hpp"
#include "thoth/kafka/dev_broker.hpp"

namespace thoth::kafka {

/// The embedded cluster and the client that keeps its books.
struct DevBroker::Impl {
  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    rd_kafka_mock_cluster_t* const handle = cluster.release();
    // A cluster that does not end goes on using its client.
    if (handle != nullptr && !ends_in_time([handle] { rd_kafka_mock_cluster_destroy(handle); })) {
      static_cast<void>(client.release());
    }
  }

  Client::Pointer client;
  MockClusterHandle cluster;
};

}  // namespace thoth::kafka
