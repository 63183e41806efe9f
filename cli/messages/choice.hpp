// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "messages/options.hpp"
#include "thoth/catalog.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// The message types that a command line names, in its order; with --all every known one. `command` is what errors
/// name. Errors: usage (an unknown type, with the nearest name; an end of several names; none is named).
[[nodiscard]] Result<std::vector<const Schema*>> chosen_types(const MessagesOptions& options, const Catalog& catalog,
                                                              std::string_view command);

}  // namespace thoth::cli
