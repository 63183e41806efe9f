// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "judging/record_validator.hpp"
#include "judging/validated_records.hpp"
#include "output/progress.hpp"
#include "program/context.hpp"
#include "reading/plan.hpp"
#include "reading/positions.hpp"
#include "thoth/error.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::cli {

/// What kept a sweep from reading all of its plan.
struct CutShort {
  Error error;
  bool is_out_of_time = false;  ///< because of --deadline, which is not a failure
};

/// One reading of a plan from its starts to its stops, with a bar on a terminal. Used from one thread.
class Sweep {
 public:
  Sweep(ReadingPlan plan, Context& context);

  using Take = std::function<void(const ValidatedRecord&)>;

  /// Hands each record of the plan to `take`, those of a partition in order, until all are read, a signal comes or the
  /// deadline passes. `doing`: "auditing", for the error. Nobody else may use `validator` meanwhile. None: all of the
  /// plan was read.
  std::optional<CutShort> run(const char* doing, kafka::Consumer& consumer, RecordValidator& validator,
                              const Take& take);

  [[nodiscard]] const ReadingPlan& plan() const { return plan_; }
  /// How far partition `index` of the plan was read: the offset that comes next, at most its stop.
  [[nodiscard]] std::int64_t next(std::size_t index) const;

 private:
  Result<void> read(kafka::Consumer& consumer, RecordValidator& validator, const Take& take);
  void take_batch(const kafka::Batch& batch, const ValidatedRecords& validated, const Take& take);
  [[nodiscard]] std::uint64_t done() const;
  [[nodiscard]] std::string subject() const;
  [[nodiscard]] CutShort cut_short(const char* doing, const kafka::Consumer& consumer) const;

  ReadingPlan plan_;
  Context& context_;
  std::uint64_t length_;  ///< offsets that are to be read
  kafka::Snapshot snapshot_;
  ReadingProgress progress_;
  json::LazyTree contents_;  ///< of the record at hand
  Progress bar_;
  std::uint64_t bytes_ = 0;  ///< of values
};

}  // namespace thoth::cli
