// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/context.hpp"
#include "program/exit_code.hpp"
#include "send/message.hpp"
#include "send/plan.hpp"
#include "thoth/kafka/config.hpp"

namespace thoth::cli {

/// Sends every entry of a validated plan and accounts for each: on standard error, in receipts, in the undelivered
/// file. Errors: as prepare_topics, usage (files that cannot be written), interrupted, io; gives undelivered if
/// anything was not acknowledged.
Result<ExitCode> send_plan(SendPlan& plan, const MessageRules& rules, const SendOptions& options,
                           const kafka::Config& config, Context& context);

}  // namespace thoth::cli
