// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
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

}  // namespace thoth::cli
