// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace thoth::kafka {

/// Runs what ends a part of librdkafka in a thread of its own, since librdkafka may wait for ever: before 2.6.1 a
/// client for a topic that was deleted while it was read, and to this day (2.15) a mock cluster for its own thread,
/// whose wake-up can get lost. A thread costs next to nothing, so that later versions are bounded as well. False if it
/// is not done in a few seconds; then that thread is left to itself, and what it ends must be left alone.
[[nodiscard]] bool ends_in_time(std::function<void()> end);

}  // namespace thoth::kafka
