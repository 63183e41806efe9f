// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "thoth/schema.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// Contents as they may be shown, in a log for example: with "***" in place of each value that the schema declares
/// secret, in canonical JSON then. Where they are no JSON and the schema has secrets, there is no telling where one is,
/// so that the result is "***" alone. For a declared type the schema is schema_of<M>().
[[nodiscard]] std::string masked(const Schema& schema, std::string_view contents);

}  // namespace thoth

#pragma GCC visibility pop
