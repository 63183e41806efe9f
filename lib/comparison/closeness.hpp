// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "comparison/view.hpp"

namespace thoth::comparison {

/// How much two kinds of objects look like versions of one another: by the names of their schemas and of their members.
/// 0: not at all.
[[nodiscard]] std::size_t closeness(const View& a, const View& b);

/// The indices of `many` that are not the closest to any of `few`: alternatives that came, or went.
[[nodiscard]] std::set<std::size_t> unmatched(const std::vector<View>& many, const std::vector<View>& few);

}  // namespace thoth::comparison
