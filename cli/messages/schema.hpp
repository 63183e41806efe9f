// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/options.hpp"
#include "program/exit_code.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

/// Writes message types as documents for other programs. Errors: usage (an unknown type, or one that cannot be
/// written), io.
Result<ExitCode> run_messages_schema(const MessagesOptions& options, Context& context);

}  // namespace thoth::cli
