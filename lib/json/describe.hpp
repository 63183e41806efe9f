// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/json.hpp"

namespace thoth::json {

/// A value in words for messages: "null", "true", "the number 3", `the string "abc"`, "an array", "an object". Long
/// values are cut after some 40 characters; control characters are escaped.
[[nodiscard]] std::string describe(const Node& node);

/// The same without the value: "a number", "a string", …; for members that are secret.
[[nodiscard]] std::string describe_kind(Kind kind);

}  // namespace thoth::json
