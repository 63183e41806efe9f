#include "base/utc_text.hpp"

#include <fmt/format.h>

#include <ctime>

namespace thoth {

std::string utc_text(std::int64_t milliseconds) {
  const std::time_t time = milliseconds / 1000;
  std::tm parts{};
  if (::gmtime_r(&time, &parts) == nullptr) return fmt::format("{} ms", milliseconds);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, milliseconds % 1000);
}

}  // namespace thoth
