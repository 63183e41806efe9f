#include "entry_verdict.hpp"

#include <utility>

namespace thoth::cli {

void VerdictCollector::add(const file::Entry& entry, std::string_view topic_name, JudgedEntry& judged) {
  ++entries_;
  violations_ += judged.violations.size();
  const bool known = judged.schema != nullptr;
  // Of a topic that no type is known for, the first of many entries is enough to be warned of.
  const bool tells = !judged.violations.empty() || (!known && topic_name != last_unknown_);
  if (!tells && wanted_ == Verdicts::notable) return;
  if (!known && judged.violations.empty()) last_unknown_ = topic_name;
  verdicts_.push_back(
      {entry.number, entry.place, entry.text, std::string(topic_name), known, std::move(judged.violations)});
}

}  // namespace thoth::cli
