// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "thoth/schema.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// Which of the rules on a value: those that hold whatever it is, or those too that hold only of some values (the
/// alternatives of anyOf and oneOf, what follows from if, …).
enum class Reach : std::uint8_t { always, perhaps };

/// A rule, and the rules it applies to the very value it is applied to; each once, in the order they are found.
[[nodiscard]] std::vector<const Rule*> rules_on_value(const Schema& schema, const Rule& rule, Reach reach);

/// The rules that may be applied to a member, or an element, of a value that `rule` is applied to; without those that
/// they apply in turn.
[[nodiscard]] std::vector<const Rule*> rules_on_member(const Schema& schema, const Rule& rule, std::string_view name);
[[nodiscard]] std::vector<const Rule*> rules_on_item(const Schema& schema, const Rule& rule, std::size_t index);

}  // namespace thoth

#pragma GCC visibility pop
