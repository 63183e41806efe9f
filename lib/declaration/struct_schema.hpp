// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

#include "thoth/declaration.hpp"
#include "thoth/schema.hpp"

namespace thoth::detail {

/// A schema whose rules are made, with what its keys and headers must be.
[[nodiscard]] SchemaPtr finish_schema(Schema schema, const std::optional<KeyField>& key,
                                      std::span<const HeaderField> headers);

}  // namespace thoth::detail
