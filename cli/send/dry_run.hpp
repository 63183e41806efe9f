// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "program/context.hpp"
#include "program/exit_code.hpp"
#include "send/message.hpp"
#include "send/plan.hpp"
#include "thoth/message_file.hpp"

namespace thoth::cli {

/// Writes what would be sent of inputs that were validated to standard output, a line of JSON for each message.
/// Errors: io, interrupted.
Result<ExitCode> write_dry_run(const SendPlan& plan, const MessageRules& rules, Context& context);

/// The same of entries as they come. Errors: invalid (an entry that cannot be sent), io, interrupted.
Result<ExitCode> write_dry_run(std::vector<file::Reader>& readers, const MessageRules& rules, Context& context);

}  // namespace thoth::cli
