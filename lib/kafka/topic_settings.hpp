// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kafka/client.hpp"
#include "thoth/kafka/topic_info.hpp"

namespace thoth::kafka {

/// The settings of each topic in order of name, as far as the cluster tells them. Errors: unreachable, interrupted.
Result<std::vector<std::optional<std::vector<TopicSetting>>>> fetch_settings(Client& client,
                                                                             const std::vector<std::string>& topics,
                                                                             const Wait& wait);

}  // namespace thoth::kafka
