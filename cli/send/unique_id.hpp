// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace thoth::cli {

/// An id that no other run has: "thoth-msg-" and 64 random bits in hexadecimal digits.
[[nodiscard]] std::string unique_id();

}  // namespace thoth::cli
