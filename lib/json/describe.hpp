#pragma once

#include <string>
#include <string_view>

#include "thoth/json.hpp"

namespace thoth::json {

/// A value in words for messages: "null", "true", "the number 3", `the string "abc"`, "an array", "an object". Long
/// values are cut after some 40 characters; control characters are escaped.
[[nodiscard]] std::string describe(const Node& node);

/// The same without the value: "a number", "a string", …; for members that are secret.
[[nodiscard]] std::string describe_kind(Kind kind);

/// The first characters of a text, "…" added where it was cut, and never cut inside a character.
[[nodiscard]] std::string shorten(std::string_view text);

}  // namespace thoth::json
