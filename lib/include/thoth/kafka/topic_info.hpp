// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#pragma GCC visibility push(default)

namespace thoth::kafka {

struct PartitionInfo {
  std::int32_t id = 0;
  std::int32_t leader = -1;  ///< broker; -1: none at the moment
  std::vector<std::int32_t> replicas;
  std::vector<std::int32_t> in_sync;
};

enum class TopicState : std::uint8_t {
  exists,
  missing,
  unauthorized,
  invalid_name,
  unavailable,  ///< it is there, or is being made, but cannot be used yet; `reason` says why
};

struct TopicInfo {
  std::string name;
  TopicState state = TopicState::exists;
  std::string reason;  ///< the cluster's words, where state is not exists
  std::vector<PartitionInfo> partitions;

  /// True if it exists and every partition has a leader.
  [[nodiscard]] bool usable() const;
};

/// One setting of a topic, as the cluster tells it.
struct TopicSetting {
  std::string name;
  std::string value;  ///< empty if the cluster keeps it secret
  bool is_default = false;
};

struct TopicDescription {
  TopicInfo info;
  /// In order of name; none if the cluster cannot tell settings (the embedded broker) or may not.
  std::optional<std::vector<TopicSetting>> settings;
};

}  // namespace thoth::kafka

#pragma GCC visibility pop
