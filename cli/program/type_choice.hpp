// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "thoth/catalog.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

/// The topic of the one message type whose topic ends in `end`, whole words of it: "solved-package" or
/// "solver.solved-package" for thoth.solver.solved-package. None: there is no such type. Errors: usage (several, which
/// are listed); `doing` is what the error says was being done.
[[nodiscard]] Result<std::optional<std::string>> type_ending_in(const Catalog& types, const std::string& end,
                                                                std::string_view doing);

/// The name by which the catalog finds the type that `typed` names: its topic, one that fits its template, or a unique
/// end of its topic. Errors: usage (unknown, with the nearest name; several, which are listed; its schema was left
/// out).
[[nodiscard]] Result<std::string> resolve_type(const Catalog& types, const std::string& typed, std::string_view doing);

/// Whether a topic's name has the form of a type's template, but one of its parameters does not take its part: the
/// topic is one of an unknown type.
[[nodiscard]] bool is_refused_by_template(const Catalog& types, std::string_view topic);

/// The type of the AsyncAPI channel of that name. Errors: usage (unknown, with the nearest name; of several documents,
/// with the place of each).
[[nodiscard]] Result<SchemaPtr> resolve_channel(const Catalog& types, const std::string& typed, std::string_view doing);

}  // namespace thoth::cli
