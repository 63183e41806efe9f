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

/// A default that librdkafka has no property for: has OpenSSL refuse TLS below 1.2 in all clients that are made from
/// now on, whatever its configuration file allows; the rest of that file stays in force. Done once in a process; safe
/// from several threads. Errors: internal.
Result<void> refuse_old_tls();

}  // namespace thoth::kafka
