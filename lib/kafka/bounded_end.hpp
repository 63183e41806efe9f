#pragma once

#include <functional>

namespace thoth::kafka {

/// Runs what ends a part of librdkafka in a thread of its own, since librdkafka 2.0 may wait for ever: a client for a
/// topic that was deleted while it was read, a mock cluster for its own thread. False if it is not done in a few
/// seconds; then that thread is left to itself, and what it ends must be left alone.
[[nodiscard]] bool ends_in_time(std::function<void()> end);

}  // namespace thoth::kafka
