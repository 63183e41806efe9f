// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "program/context.hpp"
#include "thoth/kafka/config.hpp"
#include "thoth/kafka/topic_info.hpp"

namespace thoth::cli {

/// The setting compression.type of each topic; none where the cluster does not tell, which is logged and no failure.
/// How the batches on disk are compressed, librdkafka does not tell.
[[nodiscard]] std::vector<std::optional<kafka::TopicSetting>> compression_of(const std::vector<std::string>& topics,
                                                                             const kafka::Config& config,
                                                                             const Context& context);

}  // namespace thoth::cli
