// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/text.hpp"

#include <fmt/format.h>

#include <array>

namespace thoth::cli {

std::string counted(std::uint64_t count, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", count, count == 1 ? singular : plural);
}

std::string byte_text(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  constexpr std::array<const char*, 5> units{"kB", "MB", "GB", "TB", "PB"};
  double value = static_cast<double>(bytes) / 1000.0;
  std::size_t unit = 0;
  while (value >= 999.95 && unit + 1 < units.size()) {
    value /= 1000.0;
    ++unit;
  }
  return fmt::format("{:.1f} {}", value, units[unit]);
}

std::string duration_text(std::chrono::milliseconds duration) {
  const auto count = duration.count();
  return count % 1000 == 0 ? fmt::format("{} s", count / 1000) : fmt::format("{} ms", count);
}

std::string ranges_text(const std::vector<std::uint64_t>& numbers, std::size_t max) {
  std::string text;
  std::size_t ranges = 0;
  std::size_t at = 0;
  for (; at < numbers.size() && ranges < max; ++ranges) {
    std::size_t end = at + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    if (!text.empty()) text += ", ";
    text += end - at == 1 ? std::to_string(numbers[at]) : fmt::format("{}-{}", numbers[at], numbers[end - 1]);
    at = end;
  }
  if (at < numbers.size()) text += fmt::format(" and {} more", numbers.size() - at);
  return text;
}

}  // namespace thoth::cli
