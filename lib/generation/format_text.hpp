// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "contract/format.hpp"
#include "generation/random.hpp"

namespace thoth::generation {

/// A text of a format.
[[nodiscard]] std::string format_text(Format format, Random& random);

}  // namespace thoth::generation
