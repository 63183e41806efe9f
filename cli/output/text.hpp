// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace thoth::cli {

/// "1 message", "3 messages".
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view singular, std::string_view plural);

/// "317 B", "1.2 kB", "3.4 MB": powers of ten.
[[nodiscard]] std::string byte_text(std::uint64_t bytes);

/// "2 s", "500 ms".
[[nodiscard]] std::string duration_text(std::chrono::milliseconds duration);

/// "1-3, 7": numbers in ascending order as ranges; past `max` ranges only how many numbers are left out.
[[nodiscard]] std::string ranges_text(const std::vector<std::uint64_t>& numbers, std::size_t max);

}  // namespace thoth::cli
