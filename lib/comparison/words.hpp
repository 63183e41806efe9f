// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "comparison/facts.hpp"
#include "comparison/view.hpp"

/// What a contract says, as people read it.
namespace thoth::comparison::words {

/// "at least 3", "more than 3"; "any" where there is no bound.
[[nodiscard]] std::string lower(const std::optional<Edge>& edge);
[[nodiscard]] std::string upper(const std::optional<Edge>& edge);
/// "at least 3 characters"; "any number of characters".
[[nodiscard]] std::string at_least(const std::optional<std::uint64_t>& number, std::string_view things);
[[nodiscard]] std::string at_most(const std::optional<std::uint64_t>& number, std::string_view things);
[[nodiscard]] std::string multiples(const Facts& facts);
[[nodiscard]] std::string patterns(const Facts& facts);
/// The values that are listed, or else the types.
[[nodiscard]] std::string values(const Facts& facts);
/// The same, alternatives considered: `"a", "b" or null`.
[[nodiscard]] std::string values(const View& view);
/// "any of 3 alternatives".
[[nodiscard]] std::string alternatives(std::string_view keyword, std::size_t count);

}  // namespace thoth::comparison::words
