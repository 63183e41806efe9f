// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "consume/options.hpp"
#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

const CLI::App* setup_consume(CLI::App& app, ConsumeOptions& options);

/// Writes records as they come until there is a reason to stop.
/// Errors: usage, unreachable (no answer, a topic is missing), unmet, invalid, io, interrupted.
Result<ExitCode> run_consume(const ConsumeOptions& options, Context& context);

}  // namespace thoth::cli
