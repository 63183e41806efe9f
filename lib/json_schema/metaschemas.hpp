// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace thoth::json_schema {

/// The text of the schema of schemas that is published under `uri` (of each draft that is supported, and its
/// vocabularies), or none.
[[nodiscard]] std::optional<std::string_view> metaschema(std::string_view uri);

}  // namespace thoth::json_schema
