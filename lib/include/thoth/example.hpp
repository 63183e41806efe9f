// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "thoth/schema.hpp"

#pragma GCC visibility push(default)

namespace thoth {

/// Contents that the schema accepts, in canonical form, with a value for every declared member: the declared example,
/// else its default where that is not null, else a plain value of its type. The same for the same schema. A secret
/// without an example shows as "secret".
[[nodiscard]] std::string example(const Schema& schema);

}  // namespace thoth

#pragma GCC visibility pop
