// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "consume/expectation.hpp"
#include "consume/options.hpp"
#include "consume/ready_file.hpp"
#include "consume/writer.hpp"
#include "consuming/read_ahead.hpp"
#include "judging/record_validator.hpp"
#include "judging/validated_records.hpp"
#include "program/context.hpp"
#include "reading/filter.hpp"
#include "reading/offset_spec.hpp"
#include "reading/plan.hpp"
#include "reading/positions.hpp"
#include "reading/record_view.hpp"
#include "reading/tail.hpp"
#include "reading/tally.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::cli {

/// What a run of reading needs beside its options, all of it checked.
struct ConsumeRunParts {
  OffsetSpec offset;
  RecordFilter filter;
  RecordWriter writer;
  std::optional<Expectation> expectation;
  std::optional<ReadyFile> ready_file;
};

/// One run of reading.
class ConsumeRun {
 public:
  using Clock = std::chrono::steady_clock;

  ConsumeRun(const ConsumeOptions& options, ConsumeRunParts parts, Output& out, Context& context);

  /// Reads until there is a reason to stop. Errors: usage, unreachable, invalid (--validate fail), unmet, io,
  /// interrupted.
  Result<void> run(kafka::Consumer& consumer, const std::vector<std::string>& topics);

  /// The last line, whatever became of the run, once reading began.
  void summarize(const kafka::Consumer& consumer) const;

 private:
  [[nodiscard]] bool in_group() const { return options_.group.has_value(); }
  Result<void> start_alone(kafka::Consumer& consumer, const std::vector<std::string>& topics);
  Result<void> start_in_group(kafka::Consumer& consumer, const std::vector<std::string>& topics);
  Result<void> tell_assignment();
  Result<void> begin_reading(const std::vector<std::string>& lines);
  Result<void> read(kafka::Consumer& consumer);
  [[nodiscard]] kafka::ReadAhead<ValidatedRecords>::Look look();

  [[nodiscard]] bool count_reached() const;
  [[nodiscard]] bool is_over() const;
  [[nodiscard]] Clock::time_point quiet_end() const;
  [[nodiscard]] kafka::Wait next_wait() const;

  Result<void> take(const kafka::Batch& batch, const ValidatedRecords& validated, kafka::Consumer& consumer);
  Result<void> take(std::span<const kafka::Record> records, std::span<const kafka::Position> ends,
                    const ValidatedRecords& validated, kafka::Consumer& consumer);
  Result<void> hold(kafka::Batch batch, kafka::Consumer& consumer);
  Result<void> release(kafka::Consumer& consumer);
  Result<void> take_record(const kafka::Record& record);
  Result<void> take_validated(const ValidatedRecord& validated);
  [[nodiscard]] bool passes(RecordView& view);
  [[nodiscard]] Error refusal(const ValidatedRecord& validated) const;
  Result<void> write_text(std::size_t at_least);
  Result<void> resolve(Result<void> written);
  Result<void> flush(kafka::Consumer& consumer);
  void warn_of_secrets(const ValidatedRecord& validated);
  void warn_of_left_out(const RecordTopic& topic);
  void tell_of_slow_group();
  void hint();
  void warn_of_shortfall() const;

  const ConsumeOptions& options_;
  ConsumeRunParts parts_;
  Output& out_;
  Context& context_;
  RecordValidator validator_;
  json::LazyTree contents_;  ///< of the record at hand
  std::optional<kafka::Snapshot> snapshot_;
  std::optional<TailBuffer> tail_;  ///< as long as the records of --tail come
  std::vector<kafka::PartitionRange>
      held_;                               ///< what partitions held at the start; as progress_ has them, but in a group
  std::vector<kafka::Position> assigned_;  ///< of a group's member
  bool is_assignment_new_ = false;         ///< and was not told yet
  ReadingProgress progress_;
  ReadingTally tally_;
  std::uint64_t written_ = 0;
  std::string text_;
  Clock::time_point last_record_ = Clock::now();
  Clock::time_point last_flush_;
  bool holding_ = false;   ///< written lines wait for more to come with them
  bool unstored_ = false;  ///< records were read since offsets were stored
  bool output_failed_ = false;
  bool is_reading_ = false;  ///< positions are known
  bool hinted_ = false;
  bool told_of_slow_group_ = false;
  bool warned_of_secrets_ = false;
  std::set<const RecordTopic*> warned_of_left_out_;
};

}  // namespace thoth::cli
