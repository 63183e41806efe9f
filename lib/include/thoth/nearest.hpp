// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

namespace thoth {

/// Names longer than this, in bytes, get no suggestion, and are never suggested.
inline constexpr std::size_t max_suggestible_name = 100;
/// As many candidates are looked at, the first ones.
inline constexpr std::size_t max_candidates = 5'000;

/// The candidate a user most likely meant by `typed`: the one with the least edit distance (insert, delete, replace,
/// swap of neighbours; case ignored), if that is at most a third of the longer name's length. None if none is near. The
/// time of a search is bounded: of many candidates that are alike, the last may go unseen.
[[nodiscard]] std::optional<std::string> nearest(std::string_view typed, std::span<const std::string_view> candidates);
[[nodiscard]] std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& candidates);

}  // namespace thoth

#pragma GCC visibility pop
