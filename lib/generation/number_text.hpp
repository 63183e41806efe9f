// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "contract/constraints.hpp"
#include "generation/random.hpp"

namespace thoth::generation {

/// Whether a number must be an integer.
enum class Fraction : bool { none, some };

/// A number's token within the bounds of all constraints and a multiple of what they name, if they agree and it is not
/// of more than some 18 digits; else the token of a number near to that.
[[nodiscard]] std::string number_text(const std::vector<const Constraints*>& all, Fraction fraction, Random& random);

}  // namespace thoth::generation
