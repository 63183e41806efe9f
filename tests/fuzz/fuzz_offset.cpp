// SPDX-License-Identifier: GPL-3.0-or-later
// --offset: it is refused with a reason, or means the same when written in its plainest form.
#include <fmt/format.h>

#include "fuzz.hpp"
#include "reading/offset_spec.hpp"

namespace thoth::fuzz {
namespace {

using cli::OffsetPoint;

std::string written(const OffsetPoint& point) {
  switch (point.kind) {
    case OffsetPoint::Kind::start:
      return "start";
    case OffsetPoint::Kind::end:
      return "end";
    case OffsetPoint::Kind::offset:
      return fmt::format("{}", point.value);
    case OffsetPoint::Kind::after_start:
      return fmt::format("+{}", point.value);
    case OffsetPoint::Kind::before_end:
      return fmt::format("-{}", point.value);
    case OffsetPoint::Kind::time:
      break;
  }
  return fmt::format("@{}", point.value);
}

}  // namespace

void run(std::string_view text) {
  const std::chrono::system_clock::time_point now{std::chrono::milliseconds(1'768'471'200'000)};
  const auto spec = cli::parse_offset(std::string(text), now);
  if (!spec) return require(!spec.error().text().empty(), "what is refused has a reason");
  require(spec->from.value >= 0 && (!spec->to || spec->to->value >= 0), "no point is before the first");
  const std::string plain = written(spec->from) + (spec->to ? ':' + written(*spec->to) : std::string());
  const auto again = cli::parse_offset(plain, now);
  require(again && *again == *spec, "the plainest form means the same");
}

}  // namespace thoth::fuzz
