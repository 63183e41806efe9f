// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/json.hpp"

namespace thoth::json {

/// Appends a text that equal values share and others do not: numbers are equal by value, objects whatever the order of
/// their members.
void append_value_key(const Node& node, std::string& out);

}  // namespace thoth::json
