#pragma once

#include "context.hpp"
#include "entry_judge.hpp"
#include "exit_code.hpp"
#include "send_input.hpp"
#include "thoth/kafka/config.hpp"

namespace thoth::cli {

/// Sends judged input and accounts for every entry on standard error; gives undelivered if any was not acknowledged.
/// Errors: usage, io, interrupted.
Result<ExitCode> send_input(SendInput& input, EntryJudge& judge, const kafka::Config& config, Context& context);

}  // namespace thoth::cli
