// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/options.hpp"
#include "program/exit_code.hpp"
#include "program/parser_fwd.hpp"
#include "thoth/error.hpp"

namespace thoth::cli {

struct Context;

const CLI::App* setup_ping(CLI::App& app, PingOptions& options);

/// Says who answers: brokers, controller, latency. Errors: usage, unreachable, interrupted.
Result<ExitCode> run_ping(const PingOptions& options, Context& context);

}  // namespace thoth::cli
