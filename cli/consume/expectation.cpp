// SPDX-License-Identifier: GPL-3.0-or-later
#include "consume/expectation.hpp"

#include <fmt/format.h>

#include "output/text.hpp"

namespace thoth::cli {
namespace {

constexpr std::size_t near_misses_shown = 5;

std::string place_of(const kafka::Record& record) {
  return fmt::format("{} [{}] @ {}", record.topic, record.partition, record.offset);
}

}  // namespace

void Expectation::add_match(const kafka::Record& record) {
  if (++came_ == 1) first_ = place_of(record);
}

void Expectation::add_miss(RecordView& view, const Condition& condition, const Schema* schema) {
  if (!wants_near_misses() || ++missed_ > near_misses_shown) return;
  near_misses_.push_back(fmt::format("near miss: {}: only \"{}\" does not hold: {}", place_of(view.record()),
                                     condition.text(), condition.found(view, schema)));
}

bool Expectation::is_decided() const {
  return came_ >= (wanted_ == 0 ? 1 : wanted_) || (deadline_ && Clock::now() >= *deadline_);
}

Result<void> Expectation::outcome() const {
  const bool in_time = !deadline_ || Clock::now() < *deadline_;
  const std::string when = in_time ? "before reading ended" : "within " + duration_text(within_);
  if (wanted_ == 0) {
    if (came_ == 0) return {};
    return fail(ErrorCode::unmet, "expecting", "no record", "one arrived: " + first_);
  }
  if (came_ >= wanted_) return {};
  const auto wanted = static_cast<std::uint64_t>(wanted_);
  return fail(ErrorCode::unmet, "expecting", counted(wanted, "record", "records"),
              fmt::format("{} arrived {}", came_, when),
              missed_ == 0 ? "" : counted(missed_, "near miss", "near misses"));
}

}  // namespace thoth::cli
