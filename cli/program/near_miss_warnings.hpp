// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "judging/near_misses.hpp"
#include "output/console.hpp"

namespace thoth::cli {

/// Warns of the near misses that were found since the last call, which are of a file.
void warn_of_near_misses(NearMisses& found, const std::string& file, Console& console);

}  // namespace thoth::cli
