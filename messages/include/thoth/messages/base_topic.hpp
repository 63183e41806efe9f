// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "thoth/contract.hpp"

namespace thoth::messages {

/// The base type: nothing but what every message holds.
struct BaseTopic {
  ByName by_name{};
  Required<std::string> component_name;
  Required<std::string> service_version;
  std::optional<std::string> version{};

  static constexpr auto contract() {
    return Contract{"thoth.base-topic", "v0", "The base type: nothing but what every message holds"};
  }
};

}  // namespace thoth::messages
