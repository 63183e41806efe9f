// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "contract/constraints.hpp"
#include "thoth/json.hpp"

namespace thoth::json_schema {

/// The choice of one of these values. `keyword`, which asks for it, must outlive it.
[[nodiscard]] Choice choice_of(std::string_view keyword, std::span<const json::Node> values);

}  // namespace thoth::json_schema
