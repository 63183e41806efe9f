// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reading/condition.hpp"
#include "reading/record_view.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// Whether a record fulfils all conditions.
struct Filtering {
  bool matches = true;
  const Condition* only_miss = nullptr;  ///< the one that does not hold, where all others do
};

/// Whether it is asked which records miss one condition only; where it is not, the first miss is enough.
enum class NearMisses : bool { ignored, wanted };

/// All conditions of --where, and that of --grep.
class RecordFilter {
 public:
  /// Errors: usage.
  static Result<RecordFilter> parse(const std::vector<std::string>& conditions,
                                    const std::optional<std::string>& grep = std::nullopt);

  [[nodiscard]] bool empty() const { return conditions_.empty(); }
  /// Asks first what costs least, so that a record that its topic, offset or key rules out is not parsed.
  [[nodiscard]] Filtering filter(RecordView& view, NearMisses near_misses);
  /// Of each pointer that was in no record, a sentence.
  [[nodiscard]] std::vector<std::string> warnings() const;

 private:
  std::vector<Condition> conditions_;  ///< the cheapest first
};

}  // namespace thoth::cli
