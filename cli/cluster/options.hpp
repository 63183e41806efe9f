// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace thoth::cli {

/// What `thoth-msg topics list|create|describe|delete` was asked for.
struct TopicsOptions {
  std::vector<std::string> names;
  bool all = false;
  bool all_settings = false;
  std::optional<std::int64_t> partitions;
  std::optional<std::int64_t> replication;
};

/// What `thoth-msg ping` was asked for.
struct PingOptions {
  std::optional<std::chrono::milliseconds> timeout;
};

/// What `thoth-msg dev-broker` was asked for.
struct DevBrokerOptions {
  std::optional<std::int64_t> brokers;
  std::vector<std::string> topics;   ///< NAME[:PARTITIONS]
  std::vector<std::string> command;  ///< what follows "--"
};

}  // namespace thoth::cli
