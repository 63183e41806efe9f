// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "thoth/comparison.hpp"
#include "thoth/schema.hpp"
#include "thoth/violation.hpp"

namespace thoth::comparison {

struct Part;

/// A message that shows whom a change breaks: one contract takes it, the other refuses it, as their validators found.
struct Witness {
  Breaks breaks = Breaks::nobody;  ///< producers: the old contract takes it; consumers: the new one does
  std::string contents;            ///< JSON, the smallest that was found; of a change of keys or headers, these
  Violation violation;             ///< what the contract that refuses it says of the change's place
};

/// A change, and what shows it.
struct Evidence {
  Change change;                      ///< decided: nobody is left undecided
  Breaks undecided = Breaks::nobody;  ///< of those that it breaks: no witness was found
  std::vector<Witness> witnesses;     ///< one each for those that it breaks, and for whom one was found
};

/// Looks for witnesses. The same seed finds the same ones, for a search is bounded by what it does: by bytes, 40 MB for
/// a change and 400 MB in all. Time bounds it too, where a machine is too slow for that.
class WitnessSearch {
 public:
  static constexpr std::chrono::seconds max_time_of_change{2};
  static constexpr std::chrono::seconds max_time{20};

  explicit WitnessSearch(std::uint64_t seed) : seed_(seed) {}

  /// What shows the changes from one contract of a topic to the other, as compare() found them.
  std::vector<Evidence> search(const Schema& before, const Schema& after, std::vector<Change> changes);
  /// Changes that there is no message for, such as of a topic that only one catalog has.
  static std::vector<Evidence> without_messages(std::vector<Change> changes);
  /// Of how many changes there was nothing left to look for a message with, or not enough time.
  [[nodiscard]] std::size_t given_up() const { return given_up_; }

 private:
  void search_part(const Part& part, std::vector<Evidence>& all);
  void search_side(const Schema& takes, const Schema& refuses, Breaks side, const std::vector<Evidence*>& all);

  std::uint64_t seed_;
  std::size_t work_left_ = 400'000'000;
  std::chrono::steady_clock::duration time_left_ = max_time;
  std::size_t given_up_ = 0;
};

}  // namespace thoth::comparison
