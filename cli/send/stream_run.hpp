// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/context.hpp"
#include "program/exit_code.hpp"
#include "send/message.hpp"
#include "send/plan.hpp"
#include "thoth/kafka/config.hpp"

namespace thoth::cli {

/// Validates and sends entries as they come. The first that cannot be sent ends the run with all before it delivered.
/// Errors: invalid, and those of send_input.
Result<ExitCode> send_stream(std::vector<file::Reader> readers, const MessageRules& rules, const SendOptions& options,
                             const kafka::Config& config, Context& context);

}  // namespace thoth::cli
