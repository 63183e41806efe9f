// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "messages/options.hpp"
#include "program/exit_code.hpp"
#include "thoth/error.hpp"
#include "thoth/schema.hpp"

namespace thoth::cli {

struct Context;

/// Writes a message file of examples, or messages at random. Errors: usage (an unknown type, or one that no message
/// could be made of), io.
Result<ExitCode> run_messages_example(const MessagesOptions& options, Context& context);

/// Contents that are valid for a type, or for a key or headers, the same each time: its own examples where it has some.
/// Errors: usage (none could be made).
[[nodiscard]] Result<std::string> valid_example(const Schema& schema);

}  // namespace thoth::cli
