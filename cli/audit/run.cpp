// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/run.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/utc_text.hpp"
#include "judging/unknown_topic.hpp"
#include "program/unknown_topics.hpp"

namespace thoth::cli {

AuditRun::AuditRun(const AuditOptions& options, ReadingPlan plan, Context& context)
    : options_(options),
      sweep_(std::move(plan), context),
      context_(context),
      // Unknown members are told of, but are no violations unless that is asked for.
      validator_(context.types, context.settings.topic_prefix,
                 {options.strict ? Strict::yes : Strict::members, {}, Wire::members}) {
  audit_.began = milliseconds_now();
  add_topics();
}

void AuditRun::add_topics() {
  const ReadingPlan& plan = sweep_.plan();
  for (std::size_t i = 0; i < plan.from.size(); ++i) {
    const kafka::Position& from = plan.from[i];
    if (audit_.topics.empty() || audit_.topics.back().name != from.topic) add_topic(from.topic);
    audit_.topics.back().partitions.push_back({from.partition, from.offset, plan.stop[i], from.offset, 0, 0, 0});
  }
}

void AuditRun::add_topic(const std::string& name) {
  const RecordTopic& topic = validator_.topic_of(name);
  State state{audit_.topics.size(), {}};
  if (topic.schema == nullptr && topic.left_out == nullptr && options_.strict) {
    state.unknown_topic.push_back(unknown_topic(context_.types, topic.base));
    state.is_told = true;
  }
  states_.emplace(name, std::move(state));
  TopicAudit& audited = audit_.topics.emplace_back();
  audited.name = name;
  audited.base = topic.base;
  audited.is_known = topic.schema != nullptr;
  if (topic.left_out != nullptr) audited.left_out = topic.left_out->why();
}

void AuditRun::warn_of_unknown(const std::string& topic, const RecordTopic& known) {
  if (known.left_out != nullptr) {
    return context_.console.warn(fmt::format("{}: its records are not validated: {}", topic, known.left_out->why()));
  }
  if (known.event != cloud_event::Mode::none) {
    return context_.console.warn(
        fmt::format("{}: no message type for some of its CloudEvents; their data is not validated", topic));
  }
  const auto near = context_.types.nearest_topic(known.base);
  context_.console.warn(fmt::format("{}: no message type for this topic; its records are not validated{}", topic,
                                    near ? fmt::format(" (did you mean {}?)", *near) : ""));
}

/// Of topics without records, what was not said at the first record.
void AuditRun::warn_of_empty() {
  for (const TopicAudit& topic : audit_.topics) {
    const bool is_told = state_of(topic.name).is_told || topic.records != 0 || topic.is_known;
    if (!is_told) warn_of_unknown(topic.name, validator_.topic_of(topic.name));
  }
}

void AuditRun::run(kafka::Consumer& consumer) {
  audit_.cut = sweep_.run("auditing", consumer, validator_, [this](const ValidatedRecord& found) { take(found); });
  record_positions();
  warn_of_empty();
}

void AuditRun::take(const ValidatedRecord& found) {
  const kafka::Record& record = found.record;
  State& state = state_of(record.topic);
  if (found.topic.schema == nullptr && !std::exchange(state.is_told, true)) {
    warn_of_unknown(std::string(record.topic), found.topic);
  }
  sort_violations(found, state);
  const ValidatedRecord validated{record, found.topic, found.contents, broken_, found.canonical, found.members};
  ++tally_.read;
  tally_.add(validated);
  audit_.topics[state.index].add(validated, unknown_, origin_of(validated));
}

void AuditRun::sort_violations(const ValidatedRecord& validated, const State& state) {
  broken_.clear();
  if (validated.topic.schema == nullptr) broken_ = state.unknown_topic;
  unknown_.clear();
  for (const Violation& violation : validated.violations) {
    // A schema that closes an object says so itself; the built-in types leave it to --strict.
    const bool is_asked_for = options_.strict || !violation.schema.empty();
    const bool is_harmless = violation.code == Code::unknown_member && !is_asked_for;
    (is_harmless ? unknown_ : broken_).push_back(violation);
  }
}

AuditRun::State& AuditRun::state_of(std::string_view topic) {
  if (last_ == nullptr || last_topic_ != topic) {
    const auto found = states_.find(topic);
    last_ = &found->second;
    last_topic_ = found->first;
  }
  return *last_;
}

void AuditRun::record_positions() {
  std::size_t i = 0;
  for (TopicAudit& topic : audit_.topics) {
    for (AuditedPartition& partition : topic.partitions) partition.next = sweep_.next(i++);
  }
}

}  // namespace thoth::cli
