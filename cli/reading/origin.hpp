// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "judging/record_validator.hpp"

namespace thoth::cli {

/// Who wrote a record, and which version of its type, as its contents say; none: they do not.
struct RecordOrigin {
  std::optional<std::string_view> component_name;
  std::optional<std::string_view> version;
};

/// Finds it, in what validation found where that is enough, else in the parsed contents. Valid as long as both.
[[nodiscard]] RecordOrigin origin_of(const ValidatedRecord& validated);

/// Names from records may be of any length; in bytes, what counts keep of one.
inline constexpr std::size_t longest_kept_name = 120;

/// The name as it is kept; none stays none.
[[nodiscard]] std::optional<std::string> kept_name(const std::optional<std::string_view>& name);
/// Appends a part of a key that tells names apart as they are kept, and one that is empty from none.
void append_kept_name(const std::optional<std::string_view>& name, std::string& key);

}  // namespace thoth::cli
