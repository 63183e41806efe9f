// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "consuming/read_ahead.hpp"
#include "program/signals.hpp"

namespace thoth::cli {
namespace {

constexpr Unit swept_records{"record", "records"};

std::uint64_t length_of(const ReadingPlan& plan) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < plan.from.size(); ++i) {
    sum += static_cast<std::uint64_t>(std::max<std::int64_t>(0, plan.stop[i] - plan.from[i].offset));
  }
  return sum;
}

}  // namespace

Sweep::Sweep(ReadingPlan plan, Context& context)
    : plan_(std::move(plan)),
      context_(context),
      length_(length_of(plan_)),
      snapshot_(stretches(plan_)),
      bar_(context.console, length_, swept_records) {
  progress_.start(plan_.from);
}

std::optional<CutShort> Sweep::run(const char* doing, kafka::Consumer& consumer, RecordValidator& validator,
                                   const Take& take) {
  for (const std::string& line : describe(plan_)) context_.console.info(line);
  const auto read_all = consumer.assign(plan_.from).and_then([&] { return read(consumer, validator, take); });
  context_.console.status({});
  if (!read_all) return CutShort{read_all.error()};
  if (snapshot_.reached()) return std::nullopt;
  return cut_short(doing, consumer);
}

Result<void> Sweep::read(kafka::Consumer& consumer, RecordValidator& validator, const Take& take) {
  kafka::Batch batch;
  ValidatedRecords validated;
  const auto look = [&validator](const kafka::Batch& read, ValidatedRecords& found) {
    found.validate(read.records(), validator);
  };
  kafka::ReadAhead<ValidatedRecords> ahead(consumer, look);
  const auto deadline = context_.deadline();
  while (!snapshot_.reached() && !signals::stop()) {
    const auto now = std::chrono::steady_clock::now();
    if (deadline && now >= *deadline) return {};
    const auto next = now + kafka::Wait::slice;
    const auto wait = kafka::Wait::until(std::min(next, deadline.value_or(next)), &signals::stop());
    THOTH_TRY(ahead.poll(batch, validated, wait));
    if (validated.empty()) validated.validate(batch.records(), validator);
    take_batch(batch, validated, take);
    bar_.show(done(), bytes_, now);
  }
  return {};
}

void Sweep::take_batch(const kafka::Batch& batch, const ValidatedRecords& validated, const Take& take) {
  for (std::size_t i = 0; i < batch.records().size(); ++i) {
    const kafka::Record& record = batch.records()[i];
    if (signals::stop()) return;
    if (snapshot_.contains(record)) {
      bytes_ += record.value ? record.value->size() : 0;
      contents_.reset(contents_of(record));
      take(validated.at(i, record, contents_));
    }
    progress_.add(record);
  }
  for (const kafka::Position& end : batch.ends()) progress_.note_end(end);
  snapshot_.add(batch);
}

std::int64_t Sweep::next(std::size_t index) const {
  return std::min(progress_.next()[index].offset, std::max(plan_.from[index].offset, plan_.stop[index]));
}

/// Offsets that are read or passed by.
std::uint64_t Sweep::done() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < plan_.from.size(); ++i) {
    sum += static_cast<std::uint64_t>(std::max<std::int64_t>(0, next(i) - plan_.from[i].offset));
  }
  return sum;
}

std::string Sweep::subject() const {
  std::vector<std::string> topics;
  for (const kafka::Position& from : plan_.from) {
    if (topics.empty() || topics.back() != from.topic) topics.push_back(from.topic);
  }
  return topics.size() == 1 ? topics.front() : fmt::format("{} topics", topics.size());
}

CutShort Sweep::cut_short(const char* doing, const kafka::Consumer& consumer) const {
  const bool is_signal = signals::stop();
  std::string reason = fmt::format("{} after {} of {} offsets; the report covers what was read",
                                   is_signal ? "interrupted" : "the deadline passed", done(), length_);
  const std::string error = consumer.connection_error();
  if (!is_signal && !error.empty()) reason += "; " + error;
  const ErrorCode code = is_signal ? ErrorCode::interrupted : ErrorCode::unreachable;
  return {{code, doing, subject(), std::move(reason), ""}, !is_signal};
}

}  // namespace thoth::cli
