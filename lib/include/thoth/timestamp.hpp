// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#pragma GCC visibility push(default)

namespace thoth::file {

/// Milliseconds since the epoch of an RFC 3339 date-time ("2026-11-24T10:00:00.5+01:00"); finer fractions are cut.
/// None if `text` is not such a time, or is before 1970, which no record can carry.
[[nodiscard]] std::optional<std::int64_t> parse_rfc3339(std::string_view text);

}  // namespace thoth::file

#pragma GCC visibility pop
