// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "reading/tail.hpp"

namespace thoth::cli {
namespace {

using Kind = OffsetPoint::Kind;

constexpr const char* starting_to_read = "starting to read";

std::string name_of(const kafka::PartitionRange& range) {
  return fmt::format("{} [{}]", range.topic, range.partition);
}

/// "it holds 0 to 4", offsets of records; the end is no record's yet.
std::string held_text(const kafka::PartitionRange& range) {
  if (range.begin == range.end) return fmt::format("it is empty; its next record will have offset {}", range.end);
  return fmt::format("it holds offsets {} to {}", range.begin, range.end - 1);
}

std::int64_t offset_of(const OffsetPoint& point, const kafka::PartitionRange& range, const FoundOffsets& found,
                       std::size_t index) {
  if (!found.empty()) return found[index].offset;
  const std::int64_t held = range.end - range.begin;
  switch (point.kind) {
    case Kind::start:
      return range.begin;
    case Kind::end:
      return range.end;
    case Kind::offset:
      return point.value;
    case Kind::after_start:
      return range.begin + std::min(point.value, held);
    case Kind::before_end:
      return range.end - std::min(point.value, held);
    case Kind::time:
      break;
  }
  return range.end;
}

Result<void> check_start(const OffsetPoint& from, const std::vector<kafka::PartitionRange>& held) {
  if (from.kind != Kind::offset) return {};
  for (const kafka::PartitionRange& range : held) {
    if (from.value >= range.begin && from.value <= range.end) continue;
    return fail(ErrorCode::usage, starting_to_read, name_of(range),
                fmt::format("offset {} is out of range", from.value),
                held_text(range) + (held.size() > 1 ? "; -p N reads a single partition" : ""));
  }
  return {};
}

/// Partitions end at different offsets; but where none reaches as far, the number is a mistake.
Result<void> check_stop(const OffsetSpec& spec, const std::vector<kafka::PartitionRange>& held) {
  if (!spec.to || spec.to->kind != Kind::offset || held.empty()) return {};
  const auto longest = std::max_element(held.begin(), held.end(),
                                        [](const auto& left, const auto& right) { return left.end < right.end; });
  if (spec.to->value <= longest->end) return {};
  return fail(ErrorCode::usage, starting_to_read, name_of(*longest),
              fmt::format("offset {} is past the end", spec.to->value),
              held_text(*longest) + "; write :end to stop at the end");
}

/// Of a point that the cluster has to be asked for. More records than can be searched for are counted by offsets.
Result<FoundOffsets> find_offsets(const std::optional<OffsetPoint>& point, kafka::Consumer& consumer,
                                  const std::vector<kafka::PartitionRange>& held, const Context& context) {
  if (point && point->kind == Kind::time) return consumer.positions_at(point->value, held, context.wait());
  const bool is_searched = point && point->kind == Kind::before_end && point->value > 0 && point->value <= max_tail;
  return is_searched ? last_of_each(point->value, consumer, held, context) : FoundOffsets{};
}

}  // namespace

Result<std::vector<kafka::PartitionRange>> choose_partitions(std::vector<kafka::PartitionRange> ranges,
                                                             const std::vector<std::int32_t>& partitions) {
  if (partitions.empty()) return ranges;
  std::vector<kafka::PartitionRange> chosen;
  for (std::size_t at = 0; at < ranges.size();) {
    const std::string& topic = ranges[at].topic;
    std::size_t count = 0;
    while (at + count < ranges.size() && ranges[at + count].topic == topic) ++count;
    for (const std::int32_t partition : partitions) {
      if (static_cast<std::size_t>(partition) >= count) {
        return fail(ErrorCode::usage, starting_to_read, topic, fmt::format("it has no partition {}", partition),
                    count == 1 ? "its only partition is 0" : fmt::format("it has partitions 0 to {}", count - 1));
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      const bool named = std::find(partitions.begin(), partitions.end(), ranges[at + i].partition) != partitions.end();
      if (named) chosen.push_back(ranges[at + i]);
    }
    at += count;
  }
  return chosen;
}

Result<ReadingPlan> plan_reading(std::vector<kafka::PartitionRange> held, const OffsetSpec& spec,
                                 const FoundOffsets& from_found, const FoundOffsets& to_found) {
  THOTH_TRY(check_start(spec.from, held));
  THOTH_TRY(check_stop(spec, held));
  ReadingPlan plan;
  for (std::size_t i = 0; i < held.size(); ++i) {
    plan.from.push_back({held[i].topic, held[i].partition, offset_of(spec.from, held[i], from_found, i)});
    plan.stop.push_back(spec.to ? std::min(held[i].end, offset_of(*spec.to, held[i], to_found, i)) : held[i].end);
  }
  plan.held = std::move(held);
  return plan;
}

Result<ReadingPlan> plan_on_cluster(kafka::Consumer& consumer, const std::vector<std::string>& topics,
                                    const std::vector<std::int64_t>& partitions, const OffsetSpec& spec,
                                    const Context& context) {
  auto all = THOTH_TRY(consumer.ranges(topics, context.wait()));
  auto held = THOTH_TRY(choose_partitions(std::move(all), {partitions.begin(), partitions.end()}));
  const auto from_found = THOTH_TRY(find_offsets(spec.from, consumer, held, context));
  const auto to_found = THOTH_TRY(find_offsets(spec.to, consumer, held, context));
  return plan_reading(std::move(held), spec, from_found, to_found);
}

std::vector<kafka::PartitionRange> stretches(const ReadingPlan& plan) {
  std::vector<kafka::PartitionRange> ranges;
  for (std::size_t i = 0; i < plan.from.size(); ++i) {
    ranges.push_back({plan.from[i].topic, plan.from[i].partition, plan.from[i].offset, plan.stop[i]});
  }
  return ranges;
}

std::vector<std::string> describe(const ReadingPlan& plan) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < plan.held.size(); ++i) {
    lines.push_back(fmt::format("reading {} from offset {}; it holds {} to {}", name_of(plan.held[i]),
                                plan.from[i].offset, plan.held[i].begin, plan.held[i].end));
  }
  return lines;
}

}  // namespace thoth::cli
