// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "judging/unknown_topic.hpp"
#include "program/signals.hpp"
#include "program/unknown_topics.hpp"

namespace thoth::cli {
namespace {

constexpr Unit records{"record", "records"};

/// Offsets that are to be read.
std::uint64_t length(const ReadingPlan& plan) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < plan.from.size(); ++i) {
    sum += static_cast<std::uint64_t>(std::max<std::int64_t>(0, plan.stop[i] - plan.from[i].offset));
  }
  return sum;
}

}  // namespace

AuditRun::AuditRun(const AuditOptions& options, ReadingPlan plan, Context& context)
    : options_(options),
      plan_(std::move(plan)),
      context_(context),
      snapshot_(stretches(plan_)),
      bar_(context.console, length(plan_), records),
      // Unknown members are told of, but are no violations unless that is asked for.
      validator_(context.types, context.settings.topic_prefix,
                 {options.strict ? Strict::yes : Strict::members, {}, Wire::members}) {
  progress_.start(plan_.from);
  add_topics();
}

void AuditRun::add_topics() {
  for (std::size_t i = 0; i < plan_.from.size(); ++i) {
    const kafka::Position& from = plan_.from[i];
    if (audit_.topics.empty() || audit_.topics.back().name != from.topic) add_topic(from.topic);
    audit_.topics.back().partitions.push_back({from.partition, from.offset, plan_.stop[i], from.offset});
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
  for (const std::string& line : describe(plan_)) context_.console.info(line);
  const auto read_all = consumer.assign(plan_.from).and_then([&] { return read(consumer); });
  record_positions();
  context_.console.status({});
  warn_of_empty();
  if (!read_all) {
    audit_.error = read_all.error();
  } else if (!snapshot_.reached()) {
    audit_.error = cut_short(consumer);
    audit_.is_out_of_time = !signals::stop();
  }
}

Result<void> AuditRun::read(kafka::Consumer& consumer) {
  kafka::Batch batch;
  const auto deadline = context_.deadline();
  while (!snapshot_.reached() && !signals::stop()) {
    const auto now = std::chrono::steady_clock::now();
    if (deadline && now >= *deadline) return {};
    THOTH_TRY(consumer.poll(batch, deadline ? context_.wait().next() : kafka::Wait::slice));
    take(batch);
    bar_.show(done(), tally_.bytes, now);
  }
  return {};
}

void AuditRun::take(const kafka::Batch& batch) {
  for (const kafka::Record& record : batch.records()) {
    if (signals::stop()) return;
    if (snapshot_.contains(record)) take_record(record);
    progress_.add(record);
  }
  for (const kafka::Position& end : batch.ends()) progress_.note_end(end);
  snapshot_.add(batch);
}

void AuditRun::take_record(const kafka::Record& record) {
  State& state = state_of(record.topic);
  contents_.reset(contents_of(record));
  const ValidatedRecord found = validator_.validate(record, contents_);
  if (found.topic.schema == nullptr && !std::exchange(state.is_told, true)) {
    warn_of_unknown(std::string(record.topic), found.topic);
  }
  sort_violations(found, state);
  const ValidatedRecord validated{record, found.topic, contents_, broken_, found.canonical, found.members};
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

/// Offsets that are read or passed by.
std::uint64_t AuditRun::done() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < plan_.from.size(); ++i) {
    const std::int64_t next = std::min(progress_.next()[i].offset, std::max(plan_.stop[i], plan_.from[i].offset));
    sum += static_cast<std::uint64_t>(std::max<std::int64_t>(0, next - plan_.from[i].offset));
  }
  return sum;
}

void AuditRun::record_positions() {
  std::size_t i = 0;
  for (TopicAudit& topic : audit_.topics) {
    for (AuditedPartition& partition : topic.partitions) {
      partition.next = std::min(progress_.next()[i].offset, std::max(partition.from, partition.to));
      ++i;
    }
  }
}

Error AuditRun::cut_short(const kafka::Consumer& consumer) const {
  const bool is_signal = signals::stop();
  std::string reason = fmt::format("{} after {} of {} offsets; the report covers what was read",
                                   is_signal ? "interrupted" : "the deadline passed", done(), length(plan_));
  const std::string error = consumer.connection_error();
  if (!is_signal && !error.empty()) reason += "; " + error;
  const std::string subject =
      audit_.topics.size() == 1 ? audit_.topics.front().name : fmt::format("{} topics", audit_.topics.size());
  return {is_signal ? ErrorCode::interrupted : ErrorCode::unreachable, "auditing", subject, std::move(reason), ""};
}

}  // namespace thoth::cli
