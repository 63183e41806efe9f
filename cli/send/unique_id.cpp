// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/unique_id.hpp"

#include <fmt/format.h>

#include <random>

namespace thoth::cli {

std::string unique_id() {
  std::random_device random;
  return fmt::format("thoth-msg-{:08x}{:08x}", random(), random());
}

}  // namespace thoth::cli
