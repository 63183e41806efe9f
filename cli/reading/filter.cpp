// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/filter.hpp"

#include <algorithm>
#include <utility>

namespace thoth::cli {

Result<RecordFilter> RecordFilter::parse(const std::vector<std::string>& conditions,
                                         const std::optional<std::string>& grep) {
  RecordFilter filter;
  for (const std::string& text : conditions) {
    Condition condition = THOTH_TRY(Condition::parse(text));
    filter.conditions_.push_back(std::move(condition));
  }
  if (grep) {
    Condition condition = THOTH_TRY(Condition::grep(*grep));
    filter.conditions_.push_back(std::move(condition));
  }
  std::stable_sort(filter.conditions_.begin(), filter.conditions_.end(),
                   [](const Condition& a, const Condition& b) { return a.cost() < b.cost(); });
  return filter;
}

Filtering RecordFilter::filter(RecordView& view, NearMisses near_misses) {
  Filtering result;
  for (Condition& condition : conditions_) {
    if (condition.holds(view)) continue;
    const bool is_first = result.matches;
    result.matches = false;
    result.only_miss = is_first && near_misses == NearMisses::wanted ? &condition : nullptr;
    if (result.only_miss == nullptr) return result;
  }
  return result;
}

std::vector<std::string> RecordFilter::warnings() const {
  std::vector<std::string> all;
  for (const Condition& condition : conditions_) {
    for (std::string& warning : condition.warnings()) {
      if (std::find(all.begin(), all.end(), warning) == all.end()) all.push_back(std::move(warning));
    }
  }
  return all;
}

}  // namespace thoth::cli
