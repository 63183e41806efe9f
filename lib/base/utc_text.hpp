// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace thoth {

/// "2026-11-24T10:00:00.123Z" of milliseconds since the epoch.
[[nodiscard]] std::string utc_text(std::int64_t milliseconds);

/// The time, in milliseconds since the epoch.
[[nodiscard]] std::int64_t milliseconds_now();

}  // namespace thoth
