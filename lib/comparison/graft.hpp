// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace thoth::comparison {

/// The JSON text `base` with what `from` has at a pointer: the same value there, or none. Where `base` does not reach
/// as deep, with the part of `from` around it. Both are valid JSON; what cannot be done leaves `base` as it is.
[[nodiscard]] std::string graft(const std::string& base, const std::string& from, std::string_view pointer);

}  // namespace thoth::comparison
