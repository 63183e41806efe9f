// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading/tally.hpp"

#include <fmt/format.h>

#include <set>

#include "output/text.hpp"

namespace thoth::cli {

void ReadingTally::add(const ValidatedRecord& validated) {
  ++matched;
  bytes += validated.record.value ? validated.record.value->size() : 0;
  if (validated.valid()) {
    if (validated.topic.schema == nullptr) ++unvalidated;
    return;
  }
  ++invalid;
  std::set<std::string_view> codes;
  for (const Violation& violation : validated.violations) codes.insert(name(violation.code));
  for (const std::string_view code : codes) ++by_code[code];
}

std::string ReadingTally::text(bool is_filtered, double seconds, std::optional<std::int64_t> lag) const {
  std::string text = counted(read, "record", "records");
  if (is_filtered) text += fmt::format(", {} matching", matched);
  if (unvalidated == 0 || unvalidated < matched) text += fmt::format(", {} valid", matched - invalid - unvalidated);
  if (invalid != 0) {
    text += fmt::format(", {} invalid (", invalid);
    const char* separator = "";
    for (const auto& [code, records] : by_code) {
      text += fmt::format("{}{} {}", separator, code, records);
      separator = ", ";
    }
    text += dropped != 0 ? fmt::format("), {} dropped", dropped) : ")";
  }
  if (unvalidated != 0)
    text += unvalidated == matched ? ", not validated" : fmt::format(", {} not validated", unvalidated);
  text += fmt::format(", {} in {:.2f} s", byte_text(bytes), seconds);
  if (lag) text += fmt::format(", lag {}", *lag);
  return text;
}

}  // namespace thoth::cli
