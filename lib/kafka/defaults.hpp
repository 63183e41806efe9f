// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "thoth/kafka/config.hpp"

namespace thoth::kafka {

/// Settings by canonical name; a stronger one is put after a weaker one.
using ResolvedSettings = std::map<std::string, Setting>;

/// Ours, where they differ from librdkafka's or are worth showing.
const std::vector<std::pair<std::string, std::string>>& builtin_defaults();

/// Fits our defaults to what the user set: none of them makes a client fail, or wait for ever, that would work without.
/// May be run again after a change.
void resolve_defaults(ResolvedSettings& resolved);

}  // namespace thoth::kafka
