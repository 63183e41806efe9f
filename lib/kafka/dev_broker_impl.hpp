#pragma once

#include <string>

#include "kafka/client.hpp"
#include "kafka/handles.hpp"
#include "thoth/kafka/dev_broker.hpp"

namespace thoth::kafka {

/// The embedded cluster and the client that keeps its books.
struct DevBroker::Impl {
  Client::Pointer client;
  MockClusterHandle cluster;
};

}  // namespace thoth::kafka
