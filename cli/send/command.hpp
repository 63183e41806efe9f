// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/environment.hpp"
#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "send/options.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

const CLI::App* setup_send(CLI::App& app, SendOptions& options);

/// Validates the whole input, then sends all of it or none. Errors: invalid, usage, unreachable, io, interrupted; gives
/// undelivered if anything was not acknowledged.
Result<ExitCode> run_send(const SendOptions& options, Context& context);

/// The options, and what the environment (THOTH_MESSAGING_*) says where they are silent; empty counts as unset. All
/// message files are in `files`. Contents on the command line outrank a message file of the environment.
/// Errors: usage (invalid numbers).
Result<SendOptions> with_environment(const SendOptions& options, const Environment& environment);

}  // namespace thoth::cli
