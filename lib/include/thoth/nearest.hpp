// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace thoth {

/// The candidate a user most likely meant by `typed`: the one with the least edit distance (insert, delete, replace,
/// swap of neighbours; case ignored), if that is at most a third of the longer name's length. None if none is near.
[[nodiscard]] std::optional<std::string> nearest(std::string_view typed, std::span<const std::string_view> candidates);
[[nodiscard]] std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& candidates);

}  // namespace thoth
