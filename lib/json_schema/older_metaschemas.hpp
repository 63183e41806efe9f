// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace thoth::json_schema {

/// As metaschema(), of drafts 4, 6 and 2019-09 with its vocabularies.
[[nodiscard]] std::optional<std::string_view> older_metaschema(std::string_view uri);

}  // namespace thoth::json_schema
