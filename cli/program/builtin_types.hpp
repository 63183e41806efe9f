// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "thoth/catalog.hpp"

namespace thoth::cli {

/// The types this program was built with. All other sources know them through this alone, so that only one of them
/// compiles the declarations.
[[nodiscard]] const Catalog& builtin_types();

}  // namespace thoth::cli
