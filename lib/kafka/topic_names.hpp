// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "thoth/error.hpp"
#include "thoth/kafka/topic_info.hpp"

namespace thoth::kafka {

/// The topic that a name typed by a user means, given all topics of the cluster: a base name with the prefix, or a
/// full name. What exists is preferred; where neither does, the base name's.
[[nodiscard]] std::string resolve_topic(std::string_view prefix, std::string_view typed,
                                        const std::vector<kafka::TopicInfo>& on_cluster);

/// A full name as it is, a base name with the prefix: for topics that need not exist.
[[nodiscard]] std::string new_topic(std::string_view prefix, std::string_view typed);

/// That a topic is not there, with the nearest names of those that are.
[[nodiscard]] Error missing_topic(std::string_view doing, const std::string& topic,
                                  const std::vector<kafka::TopicInfo>& on_cluster);

/// True for topics that Kafka keeps for itself.
[[nodiscard]] bool is_internal(std::string_view topic);

}  // namespace thoth::kafka
