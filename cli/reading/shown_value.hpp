// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "judging/record_validator.hpp"

namespace thoth::cli {

/// Whether members that a contract declares secret are shown.
enum class Secrets : bool { masked, shown };

/// What people and files get to see of a record's value.
struct ShownValue {
  std::optional<std::string_view> contents;  ///< JSON; none for a tombstone and for what is no JSON
  bool with_bytes = false;                   ///< the contents do not bring the value's bytes back
  bool masked = false;                       ///< a secret was taken out
};

/// Makes it.
class ShownValues {
 public:
  explicit ShownValues(Secrets secrets) : secrets_(secrets) {}

  /// Valid until the next call, and as long as what was validated.
  [[nodiscard]] ShownValue show(const ValidatedRecord& validated);
  /// The tree of what show() gave; valid as long as that.
  [[nodiscard]] json::LazyTree& tree(const ValidatedRecord& validated, const ShownValue& shown);

 private:
  Secrets secrets_;
  std::string text_;
  std::unique_ptr<json::LazyTree> masked_ = std::make_unique<json::LazyTree>();  ///< of text_; it cannot be moved
};

}  // namespace thoth::cli
