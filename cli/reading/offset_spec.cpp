// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/offset_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <utility>

#include "base/duration.hpp"
#include "thoth/timestamp.hpp"

namespace thoth::cli {
namespace {

using Kind = OffsetPoint::Kind;
using Now = std::chrono::system_clock::time_point;

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::optional<std::int64_t> parse_digits(std::string_view text) {
  std::int64_t number = 0;
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::chrono::milliseconds since_epoch(Now now) {
  return std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch());
}

std::optional<std::int64_t> parse_ago(std::string_view text, Now now) {
  const auto ago = parse_duration(text);
  if (!ago) return std::nullopt;
  return std::max<std::int64_t>(0, since_epoch(now).count() - std::min(*ago, since_epoch(now)).count());
}

std::optional<std::int64_t> parse_time(std::string_view text, Now now) {
  if (const auto milliseconds = parse_digits(text)) return milliseconds;
  if (text.starts_with('-')) return parse_ago(text.substr(1), now);
  constexpr std::size_t date_size = 10;
  if (text.size() == date_size) return file::parse_rfc3339(std::string(text) + "T00:00:00Z");
  return file::parse_rfc3339(text);
}

std::optional<OffsetPoint> parse_point(std::string_view text, Now now) {
  if (is_one_of(text, {"start", "earliest", "beginning"})) return OffsetPoint{Kind::start, 0};
  if (is_one_of(text, {"end", "latest", "newest"})) return OffsetPoint{Kind::end, 0};
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
  if (from->kind == Kind::time && !is_one_of(right, {"end", "latest", "newest"})) {
    const auto time = parse_time(right.starts_with('@') ? right.substr(1) : right, now);
    to = time ? std::optional(OffsetPoint{Kind::time, *time}) : std::nullopt;
  }
  return to ? std::optional(OffsetSpec{*from, to}) : std::nullopt;
}

bool runs_backwards(const OffsetSpec& spec) {
  return spec.to && spec.from.kind == spec.to->kind &&
         (spec.from.kind == Kind::before_end ? spec.from.value < spec.to->value : spec.from.value > spec.to->value);
}

/// "ten minutes" for 10m; as people say it. `text` is a duration.
std::string spoken(std::string_view text) {
  constexpr std::array<std::string_view, 13> numbers{"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                                     "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> units{
      {{"ms", "millisecond"}, {"s", "second"}, {"m", "minute"}, {"h", "hour"}, {"d", "day"}}};
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = parse_digits(text.substr(0, digits)).value_or(0);
  std::string result = number < static_cast<std::int64_t>(numbers.size())
                           ? std::string(numbers[static_cast<std::size_t>(number)])
                           : std::to_string(number);
  for (const auto& [unit, name] : units) {
    if (unit == text.substr(digits)) result.append(" ").append(name).append(number == 1 ? "" : "s");
  }
  return result;
}

tl::unexpected<Error> invalid_offset(const std::string& text) {
  if (parse_duration(text)) {
    return fail(ErrorCode::usage, "", "",
                fmt::format("invalid offset \"{0}\"; for {1} ago write @-{0}", text, spoken(text)),
                "all forms: thoth-msg consume --help");
  }
  return fail(
      ErrorCode::usage, "invalid offset", '"' + text + '"',
      "expected start, end, N, +N, -N, N:M, :end, @TIME or @TIME:TIME",
      "a TIME is 2026-01-15T10:00:00Z, 2026-01-15, 1768471200000 (milliseconds since 1970), or -1h for an hour ago");
}

}  // namespace

Result<OffsetSpec> parse_offset(const std::string& text, Now now) {
  std::optional<OffsetSpec> spec;
  if (const auto point = parse_point(text, now)) spec = OffsetSpec{*point, std::nullopt};
  // Times hold colons themselves: the one that parts two points is the one that leaves two.
  for (auto colon = text.find(':'); !spec && colon != std::string::npos; colon = text.find(':', colon + 1)) {
    spec = parse_range(text, colon, now);
  }
  if (!spec) return invalid_offset(text);
  if (runs_backwards(*spec)) {
    return fail(ErrorCode::usage, "invalid offset", '"' + text + '"', "it ends before it starts",
                "put the earlier side first");
  }
  return *spec;
}

Result<std::int64_t> parse_moment(const std::string& option, const std::string& text, Now now) {
  const auto ago = parse_ago(text, now);
  const auto time = ago ? ago : parse_time(text, now);
  // A number below this is of 1973 or earlier: seconds since 1970, or a duration without its unit.
  constexpr std::int64_t least_milliseconds = 100'000'000'000;
  const auto number = parse_digits(text);
  if (time && (!number || *number >= least_milliseconds)) return *time;
  if (number) {
    return fail(ErrorCode::usage, "", "", fmt::format("invalid {} \"{}\"", option, text),
                "add a unit, as in 10m, or write milliseconds since 1970, as in 1768471200000");
  }
  return fail(ErrorCode::usage, "", "", fmt::format("invalid {} \"{}\"", option, text),
              "write 10m for ten minutes ago, or a time: 2026-01-15T10:00:00Z, 2026-01-15 (UTC), or milliseconds since "
              "1970");
}

Result<OffsetSpec> parse_span(const Span& span, const std::string& usual, Now now) {
  if (span.since && span.offset) {
    return fail(ErrorCode::usage, "", "", fmt::format("--since cannot be combined with --offset {}", *span.offset),
                "use one of them");
  }
  const std::string start = span.until ? "start" : usual;
  OffsetSpec spec = THOTH_TRY(parse_offset(span.offset.value_or(start), now));
  if (span.since) {
    const std::int64_t since = THOTH_TRY(parse_moment("--since", *span.since, now));
    spec.from = {Kind::time, since};
  }
  if (!span.until) return spec;
  if (spec.to) {
    return fail(ErrorCode::usage, "", "",
                fmt::format("--until cannot be combined with --offset {}, which ends by itself", *span.offset),
                "use one of them");
  }
  const std::int64_t until = THOTH_TRY(parse_moment("--until", *span.until, now));
  if (until > since_epoch(now).count()) {
    return fail(ErrorCode::usage, "", "", fmt::format("--until {} is in the future", *span.until),
                "leave it out and add --exit-at-end to stop at the end, or --deadline 30m to stop in half an hour");
  }
  spec.to = OffsetPoint{Kind::time, until};
  if (!runs_backwards(spec)) return spec;
  const std::string from = span.since ? "--since " + *span.since : "--offset " + span.offset.value_or(start);
  return fail(ErrorCode::usage, "", "", fmt::format("--until {} is before {}", *span.until, from),
              "start at the earlier time");
}

}  // namespace thoth::cli
