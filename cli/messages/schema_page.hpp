// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "thoth/schema.hpp"

namespace thoth::cli {

/// Message types as a page of documentation: a list of them with links, and of each its members, an example and its
/// JSON Schema.
[[nodiscard]] std::string schema_page(const std::vector<const Schema*>& schemas);

}  // namespace thoth::cli
