// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "thoth/kafka/config.hpp"
#include "thoth/service.hpp"

namespace thoth::service {

/// What a service's clients are made with.
struct Settings {
  kafka::Config consumer;
  kafka::Config producer;
};

/// Settles what a service needs of its clients. Errors: usage (no group.id, a setting that contradicts the guarantee or
/// another setting, with the names of both).
[[nodiscard]] Result<Settings> settle(const kafka::Config& config, const ServiceOptions& options);

}  // namespace thoth::service
