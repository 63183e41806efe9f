#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "generation/random.hpp"

namespace thoth::generation {

/// A text that should match `pattern`, a regular expression that RE2 takes; whoever needs to be sure asks the pattern.
/// None where it uses what this does not know: properties of Unicode (\p), word boundaries, flags.
[[nodiscard]] std::optional<std::string> text_matching(std::string_view pattern, Random& random);

}  // namespace thoth::generation
