// SPDX-License-Identifier: GPL-3.0-or-later
#include "thoth/timestamp.hpp"

#include <chrono>

#include "base/rfc3339.hpp"

namespace thoth::file {

std::optional<std::int64_t> parse_rfc3339(std::string_view text) {
  constexpr std::size_t separator = 10;
  if (text.size() <= separator || std::string_view("Tt ").find(text[separator]) == std::string_view::npos) {
    return std::nullopt;
  }
  const auto date = rfc3339::parse_date(text.substr(0, separator));
  const auto time = rfc3339::parse_time(text.substr(separator + 1));
  if (!date || !time) return std::nullopt;
  const std::chrono::milliseconds since_epoch =
      std::chrono::sys_days(*date).time_since_epoch() + time->since_midnight - time->offset;
  if (since_epoch.count() < 0) return std::nullopt;
  return since_epoch.count();
}

}  // namespace thoth::file
