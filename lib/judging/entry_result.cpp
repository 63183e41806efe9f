#include "judging/entry_result.hpp"

#include <utility>

namespace thoth {

void VerdictCollector::add(const file::Entry& entry, std::string_view topic_name, JudgedEntry& judged, Detail detail) {
  if (detail == Detail::count && !judged.violations.empty()) {
    ++entries_;
    ++counted_;
    for (const Violation& violation : judged.violations) kinds_.add(topic_name, violation);
    return;
  }
  const bool known = judged.schema != nullptr;
  // Of a topic that no type is known for, the first of many entries is enough to be warned of.
  const bool tells = !judged.violations.empty() || (!known && topic_name != last_unknown_);
  if (!tells && wanted_ == Verdicts::notable) return add_valid();
  if (!known && judged.violations.empty()) last_unknown_ = topic_name;
  add({entry.number, entry.place, entry.text, std::string(topic_name), known, std::move(judged.violations)});
}

void VerdictCollector::add(EntryVerdict result) {
  ++entries_;
  violations_ += result.violations.size();
  verdicts_.push_back(std::move(result));
}

void VerdictCollector::clear() {
  entries_ = violations_ = counted_ = 0;
  verdicts_.clear();
  kinds_.clear();
}

}  // namespace thoth
