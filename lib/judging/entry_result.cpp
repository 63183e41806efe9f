// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging/entry_result.hpp"

#include <utility>

namespace thoth {

void ResultCollector::add(const file::Entry& entry, std::string_view topic_name, ValidatedEntry& validated,
                          Detail detail) {
  if (detail == Detail::count && !validated.violations.empty()) {
    ++entries_;
    ++counted_;
    for (const Violation& violation : validated.violations) kinds_.add(topic_name, violation);
    return;
  }
  const bool known = validated.schema != nullptr;
  if (!known && validated.violations.empty()) ++unvalidated_;
  // Of a topic that no type is known for, the first of many entries is enough to be warned of.
  const bool tells = !validated.violations.empty() || (!known && topic_name != last_unknown_);
  if (!tells && wanted_ == WantedResults::notable) return add_valid();
  if (!known && validated.violations.empty()) last_unknown_ = topic_name;
  add({entry.number, entry.place, entry.text, std::string(topic_name), known, std::move(validated.violations)});
}

void ResultCollector::add(EntryResult result) {
  ++entries_;
  violations_ += result.violations.size();
  results_.push_back(std::move(result));
}

void ResultCollector::clear() {
  entries_ = violations_ = counted_ = unvalidated_ = 0;
  results_.clear();
  kinds_.clear();
}

}  // namespace thoth
