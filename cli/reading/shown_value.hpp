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

/// A record's value as it is printed and searched: what comes after a schema registry's frame if that is JSON, else all
/// bytes; none for a tombstone. `contents` holds contents_of(record), and is parsed only after a frame.
[[nodiscard]] std::optional<std::string_view> printed_value(const kafka::Record& record, json::LazyTree& contents);
/// Its key in the same way.
[[nodiscard]] inline std::optional<std::string_view> printed_key(const kafka::Record& record) {
  return record.key ? std::optional(key_frame(record).contents) : std::nullopt;
}

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
