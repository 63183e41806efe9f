#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entry_judge.hpp"
#include "thoth/message_file.hpp"

namespace thoth::cli {

/// What judging one entry came to, kept until it is its turn to be reported.
struct EntryVerdict {
  std::uint64_t number = 0;  ///< from 1 where counting began
  Place place;               ///< counted from there too, as those of the violations
  std::string_view text;
  std::string topic_name;
  bool known = false;  ///< a message type is known for its topic
  Violations violations;
};

/// Which verdicts a report needs.
enum class Verdicts : bool { notable, all };

/// Collects the verdicts of entries that follow one another: all, or those that say more than that an entry is valid.
class VerdictCollector {
 public:
  explicit VerdictCollector(Verdicts wanted) : wanted_(wanted) {}

  /// `judged` gives up its violations.
  void add(const file::Entry& entry, std::string_view topic_name, JudgedEntry& judged);

  [[nodiscard]] std::uint64_t entries() const { return entries_; }
  [[nodiscard]] std::size_t violations() const { return violations_; }
  [[nodiscard]] std::vector<EntryVerdict>& verdicts() { return verdicts_; }

 private:
  Verdicts wanted_;
  std::uint64_t entries_ = 0;
  std::size_t violations_ = 0;
  std::string last_unknown_;
  std::vector<EntryVerdict> verdicts_;
};

}  // namespace thoth::cli
