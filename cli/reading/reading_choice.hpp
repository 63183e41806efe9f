// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "program/context.hpp"
#include "program/parser_fwd.hpp"
#include "reading/plan.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::cli {

/// What a command that reads topics to their ends was asked to read.
struct ReadingChoice {
  std::vector<std::string> topics;
  std::optional<std::string> offset;  ///< as parse_offset reads it; none: start
  std::optional<std::string> since;   ///< as parse_moment reads it
  std::optional<std::string> until;
  std::optional<std::int64_t> tail;  ///< the last records of all partitions together
  std::vector<std::int64_t> partitions;
  bool all = false;
};

/// Adds the arguments and options that make it, under a heading of their own.
void add_reading_choice(CLI::App& command, ReadingChoice& choice);

/// A consumer that has not begun to read, and what it is to read.
struct OpenReading {
  kafka::Config config;
  kafka::Consumer consumer;
  ReadingPlan plan;
};

/// Connects and finds what was chosen. `command` and `doing` ("audit", "auditing") are for errors. Errors: usage (no
/// topic, an offset that a partition does not hold), unreachable, interrupted; see choose_topics, plan_on_cluster and
/// keep_last.
Result<OpenReading> open_reading(const char* command, const char* doing, const ReadingChoice& choice, Context& context);

}  // namespace thoth::cli
