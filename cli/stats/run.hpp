// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "judging/record_validator.hpp"
#include "program/context.hpp"
#include "reading/sweep.hpp"
#include "stats/topic_stats.hpp"
#include "thoth/kafka/config.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::cli {

/// One reading of topics from end to end.
class StatsRun {
 public:
  StatsRun(ReadingPlan plan, Context& context);

  /// Asks for the topics' settings, then reads until all of the plan is read. What keeps it from that is the stats'
  /// error.
  void run(kafka::Consumer& consumer, const kafka::Config& config);

  [[nodiscard]] const Stats& stats() const { return stats_; }

 private:
  /// A partition of the plan.
  struct Place {
    std::size_t topic = 0;  ///< in the stats
    std::size_t partition = 0;
  };

  void add_topics();
  void add_topic(const std::string& name);
  void add_compression(const kafka::Config& config);
  void take(const ValidatedRecord& found);
  [[nodiscard]] const Place& place_of(const kafka::Record& record);
  void record_positions();

  Sweep sweep_;
  Context& context_;
  RecordValidator validator_;  ///< finds versions in passing
  std::vector<Place> places_;  ///< as the plan's partitions
  std::size_t last_ = 0;       ///< records of one partition come in a row
  Stats stats_;
};

}  // namespace thoth::cli
