// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/run.hpp"

#include <algorithm>
#include <utility>

#include "base/utc_text.hpp"
#include "stats/compression.hpp"

namespace thoth::cli {
namespace {

/// Stretches of minutes that all partitions may keep together, some 64 MB of them, and the least and most that one may.
constexpr std::size_t all_stretches = std::size_t{1} << 20U;
constexpr std::size_t least_stretches = 512;
constexpr std::size_t most_stretches = std::size_t{1} << 17U;  // three months of minutes

std::size_t stretches_of_each(std::size_t partitions) {
  return std::clamp(all_stretches / std::max<std::size_t>(1, partitions), least_stretches, most_stretches);
}

}  // namespace

StatsRun::StatsRun(ReadingPlan plan, Context& context)
    : sweep_(std::move(plan), context),
      context_(context),
      validator_(context.types, context.settings.topic_prefix, {Strict::no, {}, Wire::members}) {
  stats_.began = milliseconds_now();
  add_topics();
}

void StatsRun::add_topics() {
  const ReadingPlan& plan = sweep_.plan();
  const std::size_t max_stretches = stretches_of_each(plan.from.size());
  for (std::size_t i = 0; i < plan.from.size(); ++i) {
    const kafka::Position& from = plan.from[i];
    if (stats_.topics.empty() || stats_.topics.back().name != from.topic) add_topic(from.topic);
    std::vector<PartitionStats>& partitions = stats_.topics.back().partitions;
    places_.push_back({stats_.topics.size() - 1, partitions.size()});
    partitions.emplace_back(from.partition, from.offset, plan.stop[i], max_stretches);
  }
}

void StatsRun::add_topic(const std::string& name) {
  const RecordTopic& topic = validator_.topic_of(name);
  TopicStats& added = stats_.topics.emplace_back();
  added.name = name;
  added.base = topic.base;
  added.is_known = topic.schema != nullptr;
}

void StatsRun::add_compression(const kafka::Config& config) {
  std::vector<std::string> names;
  for (const TopicStats& topic : stats_.topics) names.push_back(topic.name);
  auto found = compression_of(names, config, context_);
  for (std::size_t i = 0; i < found.size(); ++i) stats_.topics[i].compression = std::move(found[i]);
}

void StatsRun::run(kafka::Consumer& consumer, const kafka::Config& config) {
  add_compression(config);
  stats_.cut = sweep_.run("counting", consumer, validator_, [this](const ValidatedRecord& found) { take(found); });
  record_positions();
}

void StatsRun::take(const ValidatedRecord& found) {
  const Place& place = place_of(found.record);
  stats_.topics[place.topic].add(found, place.partition);
}

const StatsRun::Place& StatsRun::place_of(const kafka::Record& record) {
  const std::vector<kafka::Position>& from = sweep_.plan().from;
  const auto is_it = [&record](const kafka::Position& position) {
    return position.partition == record.partition && position.topic == record.topic;
  };
  if (!is_it(from[last_])) {
    last_ = static_cast<std::size_t>(std::find_if(from.begin(), from.end(), is_it) - from.begin());
  }
  return places_[last_];
}

void StatsRun::record_positions() {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    stats_.topics[places_[i].topic].partitions[places_[i].partition].next = sweep_.next(i);
  }
}

}  // namespace thoth::cli
