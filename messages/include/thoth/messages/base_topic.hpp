// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "thoth/contract.hpp"

namespace thoth::messages {

/// The base type: nothing but what every message holds.
struct BaseTopic : Contents {
  static constexpr auto contract() {
    return Contract{"thoth.base-topic", "v0", "The base type: nothing but what every message holds"};
  }
};

}  // namespace thoth::messages
