// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/options.hpp"
#include "audit/topic_audit.hpp"
#include "judging/record_validator.hpp"
#include "program/context.hpp"
#include "reading/origin.hpp"
#include "reading/plan.hpp"
#include "reading/sweep.hpp"
#include "reading/tally.hpp"
#include "thoth/kafka/consumer.hpp"

namespace thoth::cli {

/// One reading of topics from end to end.
class AuditRun {
 public:
  AuditRun(const AuditOptions& options, ReadingPlan plan, Context& context);

  /// Reads until all of the plan is read. What keeps it from that is the audit's trouble.
  void run(kafka::Consumer& consumer);

  [[nodiscard]] const Audit& audit() const { return audit_; }
  [[nodiscard]] const ReadingTally& tally() const { return tally_; }

 private:
  /// A topic, and what is wrong with all its records that no type is known for.
  struct State {
    std::size_t index = 0;  ///< in the audit
    Violations unknown_topic;
    bool is_told = false;  ///< that no type is known
  };

  void add_topics();
  void add_topic(const std::string& name);
  void warn_of_unknown(const std::string& topic, const RecordTopic& known);
  void warn_of_empty();
  void take(const ValidatedRecord& found);
  void sort_violations(const ValidatedRecord& validated, const State& state);
  [[nodiscard]] State& state_of(std::string_view topic);
  void record_positions();

  const AuditOptions& options_;
  Sweep sweep_;
  Context& context_;
  RecordValidator validator_;
  std::map<std::string, State, std::less<>> states_;
  State* last_ = nullptr;  ///< records of one topic come in a row
  std::string_view last_topic_;
  Violations broken_;   ///< of the record at hand, those that count
  Violations unknown_;  ///< members that its type does not declare
  Audit audit_;
  ReadingTally tally_;
};

}  // namespace thoth::cli
