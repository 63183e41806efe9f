// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace thoth::comparison {

/// Whether a text may take the place of the one that is being made smaller.
using Keeps = std::function<bool(const std::string& text)>;

/// The smallest JSON text that can be made of `text`, step by step, by leaving out members and elements and by simpler
/// values, so that `keeps` is true of each on the way. Of texts of one size the first in the order of bytes. Each
/// attempt takes its bytes, and some more, from `work_left`; nothing left ends it.
[[nodiscard]] std::string shrunk(std::string text, const Keeps& keeps, std::size_t& work_left);

}  // namespace thoth::comparison
