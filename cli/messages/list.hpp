// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/options.hpp"
#include "program/exit_code.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

/// Lists the known message types, and the topics whose schemas were left out. Errors: io.
Result<ExitCode> run_messages_list(const MessagesOptions& options, Context& context);

}  // namespace thoth::cli
