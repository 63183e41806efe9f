// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "json_schema/documents.hpp"

namespace thoth::json_schema {

/// The URIs of the files that AsyncAPI documents are put together of, and so are no types: those that any $ref in them
/// leads to, used or not, and those that these refer to. None is read for this.
[[nodiscard]] std::unordered_set<std::string> parts_of(const std::vector<const Resource*>& async_apis,
                                                       const Documents& documents);

}  // namespace thoth::json_schema
