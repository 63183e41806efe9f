// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "messages/options.hpp"
#include "thoth/catalog.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// Whether channels without a topic are among the types that can be chosen.
enum class Topicless : bool { refused, chosen };

/// The message types that a command line names, in its order; with --all every known one. `command` is what errors
/// name. Errors: usage (an unknown type, with the nearest name; an end of several names; none is named; a
/// channel without a topic, where those are refused).
[[nodiscard]] Result<std::vector<const Schema*>> chosen_types(const MessagesOptions& options, const Catalog& catalog,
                                                              std::string_view command,
                                                              Topicless topicless = Topicless::refused);

}  // namespace thoth::cli
