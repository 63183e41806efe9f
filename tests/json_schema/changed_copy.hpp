// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <random>
#include <string>

#include "thoth/json.hpp"

namespace thoth::test {

/// A schema's text with one of its values, picked at random, changed a little.
[[nodiscard]] std::string changed_copy(const json::Node& schema, std::mt19937& random);

}  // namespace thoth::test
