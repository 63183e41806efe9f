// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "program/context.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::cli {

/// The topics that a reading command names.
struct TopicChoice {
  const char* doing;                ///< "consuming", for errors
  std::vector<std::string> topics;  ///< base or full names, unique ends of known types' names, or ^REGEX, as typed
  bool all = false;                 ///< those of every known type
};

/// Adds the arguments and options that make it: topics are arguments, or values of --topic.
void add_topic_choice(CLI::App& command, std::vector<std::string>& topics, bool& all);
/// Adds the option that narrows it down to partitions.
void add_partitions(CLI::App& command, std::vector<std::int64_t>& partitions);

/// Errors: usage (`command` is given no topic).
Result<void> check_topic_choice(const char* command, const std::vector<std::string>& topics, bool all);

/// Their full names, each once; all are on the cluster. Of --all those that are, with a warning of the others; a
/// regular expression is matched against full and base names, and leaves out Kafka's own topics. Errors: usage (a
/// malformed expression, no name at all, an end of several types), unreachable (no answer; a topic is missing, with the
/// nearest names, or not to be read; nothing matches), interrupted.
Result<std::vector<std::string>> choose_topics(const TopicChoice& choice, kafka::Consumer& consumer, Context& context);

}  // namespace thoth::cli
