// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "thoth/json.hpp"
#include "thoth/schema.hpp"
#include "thoth/validation.hpp"

namespace thoth {

/// Appends the members of a value, and of what is in it, that a typed object does not declare and the wire form
/// therefore lacks. Names live as long as the value.
void find_dropped(const Schema& schema, const json::Node& value, std::vector<DroppedMember>& dropped);

}  // namespace thoth
