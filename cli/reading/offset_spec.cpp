// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/offset_spec.hpp"

#include <algorithm>
#include <charconv>

#include "base/duration.hpp"
#include "thoth/timestamp.hpp"

namespace thoth::cli {
namespace {

using Kind = OffsetPoint::Kind;
using Now = std::chrono::system_clock::time_point;

std::optional<std::int64_t> parse_digits(std::string_view text) {
  std::int64_t number = 0;
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> parse_time(std::string_view text, Now now) {
  if (const auto milliseconds = parse_digits(text)) return milliseconds;
  if (text.starts_with('-')) {
    const auto ago = parse_duration(text.substr(1));
    if (!ago) return std::nullopt;
    const auto since_epoch = std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch());
    return std::max<std::int64_t>(0, since_epoch.count() - std::min(*ago, since_epoch).count());
  }
  constexpr std::size_t date_size = 10;
  if (text.size() == date_size) return file::parse_rfc3339(std::string(text) + "T00:00:00Z");
  return file::parse_rfc3339(text);
}

std::optional<OffsetPoint> parse_point(std::string_view text, Now now) {
  if (text == "start") return OffsetPoint{Kind::start, 0};
  if (text == "end") return OffsetPoint{Kind::end, 0};
  const auto valued = [](Kind kind, std::optional<std::int64_t> value) {
    return value ? std::optional(OffsetPoint{kind, *value}) : std::nullopt;
  };
  if (text.starts_with('@')) return valued(Kind::time, parse_time(text.substr(1), now));
  if (text.starts_with('+')) return valued(Kind::after_start, parse_digits(text.substr(1)));
  if (text.starts_with('-')) return valued(Kind::before_end, parse_digits(text.substr(1)));
  return valued(Kind::offset, parse_digits(text));
}

/// The two sides of the colon at `colon`; nothing before it is the start. Behind a time stands another, with or
/// without an @ of its own.
std::optional<OffsetSpec> parse_range(std::string_view text, std::size_t colon, Now now) {
  const std::string_view left = text.substr(0, colon);
  const std::string_view right = text.substr(colon + 1);
  const auto from = left.empty() ? OffsetPoint{Kind::start, 0} : parse_point(left, now);
  if (!from) return std::nullopt;
  auto to = parse_point(right, now);
  if (from->kind == Kind::time && right != "end") {
    const auto time = parse_time(right.starts_with('@') ? right.substr(1) : right, now);
    to = time ? std::optional(OffsetPoint{Kind::time, *time}) : std::nullopt;
  }
  return to ? std::optional(OffsetSpec{*from, to}) : std::nullopt;
}

bool runs_backwards(const OffsetSpec& spec) {
  return spec.to && spec.from.kind == spec.to->kind &&
         (spec.from.kind == Kind::before_end ? spec.from.value < spec.to->value : spec.from.value > spec.to->value);
}

}  // namespace

Result<OffsetSpec> parse_offset(const std::string& text, Now now) {
  std::optional<OffsetSpec> spec;
  if (const auto point = parse_point(text, now)) spec = OffsetSpec{*point, std::nullopt};
  // Times hold colons themselves: the one that parts two points is the one that leaves two.
  for (auto colon = text.find(':'); !spec && colon != std::string::npos; colon = text.find(':', colon + 1)) {
    spec = parse_range(text, colon, now);
  }
  if (!spec) {
    return fail(
        ErrorCode::usage, "invalid offset", '"' + text + '"',
        "expected start, end, N, +N, -N, N:M, :end, @TIME or @TIME:TIME",
        "a TIME is 2026-01-15T10:00:00Z, 2026-01-15, 1768471200000 (milliseconds since 1970), or -1h for an hour ago");
  }
  if (runs_backwards(*spec)) {
    return fail(ErrorCode::usage, "invalid offset", '"' + text + '"', "it ends before it starts",
                "put the earlier side first");
  }
  return *spec;
}

}  // namespace thoth::cli
