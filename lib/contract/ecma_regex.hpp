// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace thoth {

/// Whether a text is a regular expression by ECMA-262 (2025, Annex B included), with or without its flag u. An escaped
/// letter without a meaning is refused, as it is with that flag. \p{…} must name what Unicode and ECMA-262 know.
[[nodiscard]] bool is_ecma_regex(std::string_view text);

}  // namespace thoth
