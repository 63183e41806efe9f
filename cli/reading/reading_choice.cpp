// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/reading_choice.hpp"

#include <chrono>
#include <utility>

#include "program/options.hpp"
#include "reading/tail.hpp"
#include "reading/topic_choice.hpp"

namespace thoth::cli {

void add_reading_choice(CLI::App& command, ReadingChoice& choice) {
  add_topic_choice(command, choice.topics, choice.all);
  add_text(command, "-o,--offset", choice.offset, "OFFSET",
           "What to read: start, N, +N, -N, N:M, :end, @TIME, @TIME:TIME, @-1h [default: start]");
  add_number(command, "--tail", choice.tail, {0, max_tail}, "Read only the last N records of all partitions together");
  add_text(command, "--since", choice.since, "TIME",
           "Start at a time: 10m for ten minutes ago, or 2026-01-15T10:00:00Z");
  add_text(command, "--until", choice.until, "TIME", "Stop each partition at a time");
  add_partitions(command, choice.partitions);
  set_heading(command, "What to read", {"--topic", "--all", "--partition", "--offset", "--tail", "--since", "--until"});
}

Result<OpenReading> open_reading(const char* command, const char* doing, const ReadingChoice& choice,
                                 Context& context) {
  THOTH_TRY(check_topic_choice(command, choice.topics, choice.all));
  const OffsetSpec spec =
      THOTH_TRY(parse_span({choice.offset, choice.since, choice.until}, "start", std::chrono::system_clock::now()));
  kafka::Config config = THOTH_TRY(kafka_config(context));
  kafka::Consumer consumer =
      THOTH_TRY(kafka::Consumer::create(config, kafka::Membership::alone, context.console.kafka_log()));
  const auto topics = THOTH_TRY(choose_topics({doing, choice.topics, choice.all}, consumer, context));
  ReadingPlan plan = THOTH_TRY(plan_on_cluster(consumer, topics, choice.partitions, spec, context));
  if (choice.tail) THOTH_TRY(keep_last(*choice.tail, consumer, plan, context));
  return OpenReading{std::move(config), std::move(consumer), std::move(plan)};
}

}  // namespace thoth::cli
