// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace thoth::cli {

/// In how many records a pointer was looked up, and whether any of them had it: one that none has is most often
/// mistyped.
class PointerUse {
 public:
  enum class Found : bool { no, yes };

  void add(Found found) {
    ++records_;
    found_ = found_ || found == Found::yes;
  }
  /// "/a was in none of 69 records: …"; none if a record had it, or if it was looked up in none.
  [[nodiscard]] std::optional<std::string> warning(const std::string& pointer) const;

 private:
  std::uint64_t records_ = 0;
  bool found_ = false;
};

}  // namespace thoth::cli
