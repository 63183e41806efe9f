// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reading/condition.hpp"
#include "reading/record_view.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/record.hpp"

namespace thoth::cli {

/// What --expect and --expect-none ask for, and how far it has come.
class Expectation {
 public:
  using Clock = std::chrono::steady_clock;

  /// `records`: how many must arrive; none may if it is 0. Time runs from the first start() on.
  Expectation(std::int64_t records, std::chrono::milliseconds within) : wanted_(records), within_(within) {}

  void start() { deadline_ = deadline_.value_or(Clock::now() + within_); }
  void add_match(const kafka::Record& record);
  /// `schema`: whose secrets are not to be shown; null: none.
  void add_miss(RecordView& view, const Condition& condition, const Schema* schema);
  /// True if records that miss one condition only are told of.
  [[nodiscard]] bool wants_near_misses() const { return wanted_ > 0; }

  /// True once nothing that comes can change the result.
  [[nodiscard]] bool is_decided() const;
  [[nodiscard]] std::optional<Clock::time_point> deadline() const { return deadline_; }
  /// Near misses, a line each: records that fulfilled all conditions but one. The first few of them.
  [[nodiscard]] const std::vector<std::string>& near_misses() const { return near_misses_; }
  /// Errors: unmet (how many came, and what was near).
  [[nodiscard]] Result<void> outcome() const;

 private:
  std::int64_t wanted_;
  std::chrono::milliseconds within_;
  std::optional<Clock::time_point> deadline_;
  std::int64_t came_ = 0;
  std::uint64_t missed_ = 0;
  std::string first_;  ///< the place of the first match
  std::vector<std::string> near_misses_;
};

}  // namespace thoth::cli
