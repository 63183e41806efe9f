// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json_schema/documents.hpp"

namespace thoth::json_schema {

/// True if two schemas are the same place, or say the same of every value: they are equal once references are followed
/// and what only describes is left out. False if it would take too long to find out.
[[nodiscard]] bool is_same_schema(const Spot& left, const Spot& right, Documents& documents);

}  // namespace thoth::json_schema
