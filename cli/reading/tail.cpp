// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/tail.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>

#include "program/signals.hpp"

namespace thoth::cli {
namespace {

/// The second step back has at least this many offsets, and each one after it four times as many as the one before.
constexpr std::int64_t min_second_step = 1000;
constexpr std::int64_t max_step = std::int64_t{1} << 60;

/// The index of the range that a record's partition has; the number of ranges if it has none.
std::size_t index_of(const kafka::Record& record, const std::vector<kafka::PartitionRange>& ranges) {
  const auto found = std::find_if(ranges.begin(), ranges.end(), [&record](const kafka::PartitionRange& range) {
    return range.partition == record.partition && range.topic == record.topic;
  });
  return static_cast<std::size_t>(found - ranges.begin());
}

/// The search for the last records of each partition.
class BackwardSearch {
 public:
  BackwardSearch(std::int64_t count, const ReadingPlan& plan) : count_(static_cast<std::size_t>(count)) {
    for (std::size_t i = 0; i < plan.from.size(); ++i) {
      Partition& partition = partitions_.emplace_back();
      partition.begin = plan.from[i].offset;
      partition.searched = std::max(plan.stop[i], plan.from[i].offset);
      partition.step = count;
    }
  }

  /// Searches one step further back. False: there is nothing left to search.
  Result<bool> step(kafka::Consumer& consumer, const ReadingPlan& plan, const Context& context) {
    std::vector<kafka::PartitionRange> ranges;
    std::vector<kafka::Position> starts;
    searched_now_.clear();
    for (std::size_t i = 0; i < partitions_.size(); ++i) {
      const Partition& partition = partitions_[i];
      if (partition.timestamps.size() >= count_ || partition.searched <= partition.begin) continue;
      const std::int64_t from = partition.searched - std::min(partition.step, partition.searched - partition.begin);
      ranges.push_back({plan.from[i].topic, plan.from[i].partition, from, partition.searched});
      starts.push_back({plan.from[i].topic, plan.from[i].partition, from});
      searched_now_.push_back(i);
    }
    if (ranges.empty()) return false;
    THOTH_TRY(consumer.assign(starts));
    const bool all_read = THOTH_TRY(read(consumer, ranges, context));
    for (std::size_t i = 0; i < ranges.size(); ++i) partitions_[searched_now_[i]].finish_step(ranges[i].begin, count_);
    return all_read;
  }

  /// Where each partition starts so that just the last records are read.
  [[nodiscard]] std::vector<std::int64_t> starts(const ReadingPlan& plan) const {
    std::vector<std::vector<std::int64_t>> timestamps;
    timestamps.reserve(partitions_.size());
    for (const Partition& partition : partitions_) timestamps.push_back(partition.timestamps);
    std::vector<std::size_t> taken(partitions_.size(), 0);
    for (const std::size_t index : last_records(timestamps, count_)) ++taken[index];
    std::vector<std::int64_t> starts;
    for (std::size_t i = 0; i < partitions_.size(); ++i) {
      const std::vector<std::int64_t>& offsets = partitions_[i].offsets;
      const std::int64_t stop = std::max(plan.stop[i], plan.from[i].offset);
      starts.push_back(taken[i] == 0 ? stop : offsets[offsets.size() - taken[i]]);
    }
    return starts;
  }

  /// The offset of the first of the last records of a partition; none: it has fewer.
  [[nodiscard]] std::optional<std::int64_t> first_of(std::size_t index) const {
    const std::vector<std::int64_t>& offsets = partitions_[index].offsets;
    if (offsets.size() < count_) return std::nullopt;
    return offsets.front();
  }

 private:
  struct Partition {
    std::int64_t begin = 0;                ///< nothing before it is wanted
    std::int64_t searched = 0;             ///< all from here on was read
    std::int64_t step = 0;                 ///< offsets to go back next
    std::vector<std::int64_t> offsets;     ///< of the records found
    std::vector<std::int64_t> timestamps;  ///< as offsets
    std::size_t older = 0;                 ///< records found in this step; they stand after the others until it ends

    /// Puts the step's records before the others, and keeps no more than the last `count`.
    void finish_step(std::int64_t from, std::size_t count) {
      for (std::vector<std::int64_t>* const values : {&offsets, &timestamps}) {
        std::rotate(values->begin(), values->end() - static_cast<std::ptrdiff_t>(older), values->end());
        const std::size_t surplus = values->size() - std::min(values->size(), count);
        values->erase(values->begin(), values->begin() + static_cast<std::ptrdiff_t>(surplus));
      }
      older = 0;
      searched = from;
      step = std::max(min_second_step, 4 * std::min(step, max_step));
    }
  };

  /// False: the deadline passed before all was read.
  Result<bool> read(kafka::Consumer& consumer, const std::vector<kafka::PartitionRange>& ranges,
                    const Context& context) {
    kafka::Snapshot snapshot(ranges);
    kafka::Batch batch;
    kafka::Wait silence = kafka::Wait::at_most(Context::connecting, &signals::stop());
    while (!snapshot.reached()) {
      if (signals::stop())
        return fail(ErrorCode::interrupted, "looking for the last records of", name(ranges), "interrupted");
      if (context.deadline() && std::chrono::steady_clock::now() >= *context.deadline()) return false;
      if (silence.expired()) {
        return fail(ErrorCode::unreachable, "looking for the last records of", name(ranges),
                    fmt::format("nothing came for {} s", Context::connecting.count() / 1000),
                    consumer.connection_error());
      }
      THOTH_TRY(consumer.poll(batch, kafka::Wait::at_most(kafka::Wait::slice, &signals::stop())));
      if (!batch.empty()) silence = kafka::Wait::at_most(Context::connecting, &signals::stop());
      for (const kafka::Record& record : batch.records()) add(record, ranges);
      snapshot.add(batch);
    }
    return true;
  }

  void add(const kafka::Record& record, const std::vector<kafka::PartitionRange>& ranges) {
    const std::size_t index = index_of(record, ranges);
    if (index == ranges.size() || record.offset < ranges[index].begin || record.offset >= ranges[index].end) return;
    Partition& partition = partitions_[searched_now_[index]];
    partition.offsets.push_back(record.offset);
    partition.timestamps.push_back(record.timestamp);
    ++partition.older;
  }

  static std::string name(const std::vector<kafka::PartitionRange>& ranges) {
    return fmt::format("{} [{}]", ranges.front().topic, ranges.front().partition);
  }

  std::size_t count_;
  std::vector<Partition> partitions_;      ///< as the plan's
  std::vector<std::size_t> searched_now_;  ///< those of them that are searched in this step
};

}  // namespace

std::vector<std::size_t> last_records(std::span<const std::vector<std::int64_t>> timestamps, std::size_t count) {
  // The last record of each partition that is not yet taken: timestamp, partition, how many are left there.
  std::priority_queue<std::tuple<std::int64_t, std::size_t, std::size_t>> last;
  for (std::size_t i = 0; i < timestamps.size(); ++i) {
    if (!timestamps[i].empty()) last.emplace(timestamps[i].back(), i, timestamps[i].size());
  }
  std::vector<std::size_t> taken;
  while (taken.size() < count && !last.empty()) {
    const auto [timestamp, index, left] = last.top();
    last.pop();
    taken.push_back(index);
    if (left > 1) last.emplace(timestamps[index][left - 2], index, left - 1);
  }
  std::reverse(taken.begin(), taken.end());
  return taken;
}

Result<void> keep_last(std::int64_t count, kafka::Consumer& consumer, ReadingPlan& plan, const Context& context) {
  BackwardSearch search(count, plan);
  while (true) {
    const bool goes_on = THOTH_TRY(search.step(consumer, plan, context));
    if (!goes_on) break;
  }
  const std::vector<std::int64_t> starts = search.starts(plan);
  for (std::size_t i = 0; i < starts.size(); ++i) plan.from[i].offset = starts[i];
  return {};
}

Result<FoundOffsets> last_of_each(std::int64_t count, kafka::Consumer& consumer,
                                  const std::vector<kafka::PartitionRange>& held, const Context& context) {
  ReadingPlan plan{held, {}, {}};
  for (const kafka::PartitionRange& range : held) {
    // Where there are no more offsets than that, there is nothing to search.
    const bool is_short = range.end - range.begin <= count;
    plan.from.push_back({range.topic, range.partition, is_short ? range.end : range.begin});
    plan.stop.push_back(range.end);
  }
  BackwardSearch search(count, plan);
  while (true) {
    const bool goes_on = THOTH_TRY(search.step(consumer, plan, context));
    if (!goes_on) break;
  }
  FoundOffsets found;
  for (std::size_t i = 0; i < held.size(); ++i) {
    found.push_back({held[i].topic, held[i].partition, search.first_of(i).value_or(held[i].begin)});
  }
  return found;
}

void TailBuffer::add(kafka::Batch batch) {
  snapshot_.add(batch);
  batches_.push_back(std::move(batch));
}

std::vector<kafka::Record> TailBuffer::records() const {
  std::vector<std::vector<kafka::Record>> held(ranges_.size());
  std::vector<kafka::Record> later;
  for (const kafka::Batch& batch : batches_) {
    for (const kafka::Record& record : batch.records()) {
      (snapshot_.contains(record) ? held[index_of(record, ranges_)] : later).push_back(record);
    }
  }
  std::vector<std::vector<std::int64_t>> timestamps(held.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < held.size(); ++i) {
    for (const kafka::Record& record : held[i]) timestamps[i].push_back(record.timestamp);
    count += held[i].size();
  }
  std::vector<std::size_t> next(held.size(), 0);
  std::vector<kafka::Record> ordered;
  for (const std::size_t index : last_records(timestamps, count)) ordered.push_back(held[index][next[index]++]);
  ordered.insert(ordered.end(), later.begin(), later.end());
  return ordered;
}

std::vector<kafka::Position> TailBuffer::ends() const {
  std::vector<kafka::Position> ends;
  for (const kafka::Batch& batch : batches_) ends.insert(ends.end(), batch.ends().begin(), batch.ends().end());
  return ends;
}

}  // namespace thoth::cli
