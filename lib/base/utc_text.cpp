// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utc_text.hpp"

#include <fmt/format.h>

#include <chrono>

namespace thoth {

std::string utc_text(std::int64_t milliseconds) {
  using std::chrono::days;
  using std::chrono::sys_days;
  const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(milliseconds)};
  const auto day = std::chrono::floor<days>(time);
  constexpr auto end = sys_days(std::chrono::year(10'000) / 1 / 1);
  if (day < sys_days(std::chrono::year(0) / 1 / 1) || day >= end) return fmt::format("{} ms", milliseconds);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

std::int64_t milliseconds_now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace thoth
