// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#pragma GCC visibility push(default)

namespace thoth::kafka {

enum class LogLevel : std::uint8_t { error, warning, info, debug };

/// Where what Kafka's client has to say goes. Called from its background threads, one call at a time for each handle;
/// what it throws is swallowed. An empty sink drops everything. Secrets never reach it.
using LogSink = std::function<void(LogLevel, const std::string&)>;

}  // namespace thoth::kafka

#pragma GCC visibility pop
