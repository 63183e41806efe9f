// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "comparison/view.hpp"
#include "thoth/comparison.hpp"

namespace thoth::comparison {

/// What two contracts declare differently, whether or not it breaks anybody: members that only one of them has,
/// defaults, formats, secrets. Each says that it breaks nobody; topics are left empty.
[[nodiscard]] std::vector<Change> inventory(const View& before, const View& after);

}  // namespace thoth::comparison
