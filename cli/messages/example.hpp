// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/options.hpp"
#include "program/exit_code.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

/// Writes a message file of examples, or messages at random. Errors: usage (an unknown type, or one that no message
/// could be made of), io.
Result<ExitCode> run_messages_example(const MessagesOptions& options, Context& context);

}  // namespace thoth::cli
