// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/duration.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <utility>

namespace thoth {
namespace {

constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> units{
    {{"ms", 1}, {"s", 1000}, {"m", 60 * 1000}, {"h", 60 * 60 * 1000}, {"d", 24 * 60 * 60 * 1000}}};

}  // namespace

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (error == std::errc{} && number >= 0) {
    for (const auto& known : units) {
      if (unit == known.first && number <= std::numeric_limits<std::int64_t>::max() / known.second) {
        return std::chrono::milliseconds{number * known.second};
      }
    }
  }
  if (!text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos) {
    return fail(ErrorCode::usage, "invalid duration", '"' + std::string(text) + '"',
                "add a unit, such as " + std::string(text) + "s");
  }
  return fail(ErrorCode::usage, "invalid duration", '"' + std::string(text) + '"',
              "expected a number with a unit, such as 500ms, 30s, 5m, 2h or 1d");
}

}  // namespace thoth
