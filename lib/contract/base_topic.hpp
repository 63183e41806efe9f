// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace thoth::contract {

/// Whether Kafka takes the name for a topic: 1 to 249 letters, digits, dots, underscores and hyphens.
[[nodiscard]] bool is_topic(std::string_view name);

}  // namespace thoth::contract
